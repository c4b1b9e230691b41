package dev.cosliveness.liveness;

import com.fasterxml.jackson.core.JsonParseException;
import dev.cosliveness.cos.CosAnswer;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.CosTransport;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The calls of CI (document 460/48641, and 460/48647, 460/48648 for codes and orders).
 *
 * @param timeout of a charged call
 * @param keep time of an invocation that has to be left after it, to store what it said
 * @param wantFrames whether best frames are kept
 */
public record LivenessRecognition(Duration timeout, Duration keep, boolean wantFrames) {
  private static final String PROCESS = "LivenessRecognition";

  /** Judges a stored video. Charged. */
  public LivenessAnswer check(CosBucket bucket, String key, Identity identity) {
    return answer(
        reader -> bucket.processCharged(key, parameters(identity), timeout, keep, reader));
  }

  /** Stores a video and judges it, in one call. Charged. */
  public LivenessAnswer upload(
      CosBucket bucket,
      String key,
      byte[] video,
      String contentType,
      Map<String, String> metadata,
      Identity identity) {
    return answer(
        reader ->
            bucket.uploadCharged(
                key, video, contentType, metadata, parameters(identity), timeout, keep, reader));
  }

  /** Digits for {@link LivenessType#LIP}, or an order for {@link LivenessType#ACTION}. Free. */
  public String validateData(CosBucket bucket, LivenessType type) {
    return switch (type) {
      case LIP -> bucket.process("GetLiveCode", answer -> issued(answer, "LiveCode", type));
      case ACTION ->
          bucket.process("GetActionSequence", answer -> issued(answer, "ActionSequence", type));
      case SILENT -> throw new IllegalArgumentException("livenessType: expected LIP or ACTION");
    };
  }

  /** The parameters of the charged call, those that are not needed left out. */
  public static Map<String, String> parameters(Identity identity) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ci-process", PROCESS);
    parameters.put("IdCard", identity.idCard());
    parameters.put("Name", identity.name());
    parameters.put("LivenessType", identity.type().name());
    if (identity.validateData() != null) {
      parameters.put("ValidateData", identity.validateData());
    }
    if (identity.bestFrameNum() != null) {
      parameters.put("BestFrameNum", identity.bestFrameNum().toString());
    }
    return parameters;
  }

  private interface Call {
    LivenessAnswer with(CosTransport.Reader<LivenessAnswer> reader);
  }

  private LivenessAnswer answer(Call call) {
    try {
      return call.with(new AnswerReader(wantFrames));
    } catch (CosException refused) {
      return refused.status() == 0
          ? new LivenessAnswer.Lost(refused.requestId())
          : new LivenessAnswer.Failed(codeOf(refused), refused.requestId());
    }
  }

  /** A code decides, then a known text, then the status; a code that nobody knows is for review. */
  public static LivenessCode codeOf(CosException refused) {
    LivenessCode code = refused.code() == null ? null : CodeTable.of(refused.code());
    if (code != null && code.codeClass() != CodeClass.UNKNOWN) {
      return code.codeClass() == CodeClass.PASSED ? CodeTable.of(LivenessCode.BAD_RESPONSE) : code;
    }
    LivenessCode other = code != null ? code : CodeTable.byStatus(refused.status());
    return CodeTable.byText(refused.serverText()).orElse(other);
  }

  private static String issued(CosAnswer answer, String element, LivenessType type)
      throws IOException {
    String issued = LivenessType.normalize(IssuedData.read(answer.bytes(64 * 1024), element));
    if (issued.isEmpty() || !type.accepts(issued)) {
      throw new JsonParseException(null, "no usable " + element);
    }
    return issued;
  }
}
