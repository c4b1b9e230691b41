package dev.cosliveness.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** The calls of CI (documents 460/48641, 460/48647, 460/48648). */
final class CiCalls {
  private final ObjectCalls objectCalls;
  private final ObjectStore objects;
  private final LivenessEngine engine;

  CiCalls(ObjectCalls objectCalls, ObjectStore objects, LivenessEngine engine) {
    this.objectCalls = objectCalls;
    this.objects = objects;
    this.engine = engine;
  }

  Outcome liveCode() {
    return response(Xml.element("LiveCode", engine.newLiveCode()));
  }

  Outcome actionSequence() {
    return response(Xml.element("ActionSequence", engine.newActionSequence()));
  }

  Outcome stored(CosCall call) {
    LivenessParameters asked = LivenessParameters.of(call.request());
    StoredObject object = objectCalls.existing(call);
    Reply reply = reply(call, asked, engine.check(asked, object.bytes()));
    return new Outcome(reply, Optional.empty(), true);
  }

  Outcome upload(CosCall call) {
    LivenessParameters asked = LivenessParameters.of(call.request());
    StoredObject object = objectCalls.store(call);
    LivenessVerdict verdict = engine.check(asked, object.bytes());
    Reply reply = reply(call, asked, verdict).with(ObjectCalls.written(object));
    if (verdict instanceof LivenessVerdict.Failed && !engine.keepsRejectedUploads()) {
      objects.bucket(call.bucket()).delete(call.key());
      return new Outcome(reply, Optional.empty(), true);
    }
    return new Outcome(reply, Optional.of(new Outcome.Created(object, "Put")), true);
  }

  private Reply reply(CosCall call, LivenessParameters asked, LivenessVerdict verdict) {
    return switch (verdict) {
      case LivenessVerdict.Failed(String code) ->
          new CosProblem(engine.failureStatus(), code, LivenessCodes.text(code))
              .reply(call.request().rawPath(), call.requestId());
      case LivenessVerdict.Passed(String sim) ->
          Reply.streamed(200, "application/xml", -1, out -> passed(out, asked, sim));
    };
  }

  /** Streamed: ten padded frames are more than one wants to hold. */
  private void passed(OutputStream out, LivenessParameters asked, String sim) throws IOException {
    ascii(out, "<Response><BestFrameBase64>");
    frame(out, 0);
    ascii(out, "</BestFrameBase64>" + Xml.element("Sim", sim));
    for (int i = 0; asked.framesAsked() && asked.bestFrames() > 1 && i < asked.bestFrames(); i++) {
      ascii(out, "<BestFrameList>");
      frame(out, i);
      ascii(out, "</BestFrameList>");
    }
    ascii(out, "</Response>");
  }

  private void frame(OutputStream out, int index) throws IOException {
    out.write(Base64.getEncoder().encode(BestFrames.jpeg(index, engine.frameBytes())));
  }

  private static void ascii(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static Outcome response(String content) {
    return Outcome.of(Reply.xml(200, "<Response>" + content + "</Response>"));
  }
}
