package dev.cosliveness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cosliveness.cos.CosTransport;
import dev.cosliveness.event.HttpCall;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.http.Doctor;
import dev.cosliveness.http.FunctionCaller;
import dev.cosliveness.http.HttpAnswer;
import dev.cosliveness.http.HttpFunctions;
import dev.cosliveness.http.IssueChallenge;
import dev.cosliveness.http.ReadVerdict;
import dev.cosliveness.http.RecheckVideos;
import dev.cosliveness.http.UploadUrl;
import dev.cosliveness.http.Verify;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.MovableClock;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.Way;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/**
 * The HTTP functions with other settings than the application's, with connections of their own and
 * a clock that can be moved.
 */
final class TestHttp {
  private final MovableClock clock = new MovableClock();
  private final Parts parts;
  private final LivenessFunctions functions;
  private Duration time = Duration.ofSeconds(60);

  private TestHttp(Settings settings) {
    CosTransport transport = new Wiring().transport(settings, Clock.systemUTC());
    FunctionCaller caller = this::function;
    parts = new Parts(settings, transport, clock, caller);
    functions =
        new LivenessFunctions(
            parts.get(Events.class),
            parts.get(Verify.class),
            parts.get(IssueChallenge.class),
            parts.get(UploadUrl.class),
            parts.get(ReadVerdict.class),
            parts.get(RecheckVideos.class),
            parts.get(Doctor.class));
  }

  static TestHttp with(Map<String, String> overrides) {
    return new TestHttp(TestFunction.settings(overrides));
  }

  static TestHttp production(Map<String, String> overrides) {
    return new TestHttp(TestFunction.settings(overrides, true));
  }

  TestHttp later(Duration ahead) {
    clock.ahead(ahead);
    return this;
  }

  /** The time that an invocation is given. */
  TestHttp within(Duration limit) {
    time = limit;
    return this;
  }

  Reply send(Way way, Call call) {
    if (way == Way.PLAIN) {
      byte[] body = call.body() == null ? new byte[0] : utf8(call.body());
      String path = "/" + call.function();
      return reply(new HttpCall(call.method(), path, call.query(), call.headers(), body));
    }
    return Way.integrated(event(way.event(call)));
  }

  Reply plain(Call call) {
    return send(Way.PLAIN, call);
  }

  JsonNode event(JsonNode event) {
    return functions.eventInvoke(event, invocation());
  }

  /** What happens to the event of a stored object. */
  JsonNode stored(String eventJson) {
    return event(Reply.json(eventJson)).at("/records/0");
  }

  JsonNode timer(String message) {
    return event(
        JsonNodeFactory.instance.objectNode().put("Type", "Timer").put("Message", message));
  }

  private Reply reply(HttpCall call) {
    HttpAnswer answer = parts.get(HttpFunctions.class).handle(call, invocation());
    return new Reply(answer.status(), answer.headers(), Reply.json(answer.body().toString()));
  }

  private JsonNode function(String name, JsonNode input, Invocation invocation) {
    return switch (name) {
      case "verify" -> functions.verify(input, invocation);
      case "submit" -> functions.submit(input, invocation);
      case "challenge" -> functions.challenge(input, invocation);
      case "upload-url" -> functions.uploadUrl(input, invocation);
      case "verdict" -> functions.verdict(input, invocation);
      case "recheck" -> functions.recheck(input, invocation);
      case "doctor" -> functions.doctor(input, invocation);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Invocation invocation() {
    return TestFunction.invocation(time);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
