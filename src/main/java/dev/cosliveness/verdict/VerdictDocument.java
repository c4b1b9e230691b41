package dev.cosliveness.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.liveness.CodeTable;
import dev.cosliveness.liveness.LivenessCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A verdict as JSON, {@code cos-liveness/verdict/1}: see {@code verdict.schema.json}. Holds no
 * name, and no ID number but a masked one.
 */
public final class VerdictDocument {
  public static final String SCHEMA = "cos-liveness/verdict/1";

  private static final JsonMapper JSON = new JsonMapper();

  private VerdictDocument() {}

  /** Everything that a document says beside the verdict itself. */
  public record Context(
      double threshold,
      String livenessType,
      String versionId,
      long size,
      String maskedIdCard,
      List<String> bestFrames,
      String invocationId) {}

  public static ObjectNode write(Verdict verdict, Subject subject, Seal seal, Context context) {
    LivenessCode code = verdict.code();
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", SCHEMA);
    root.put("status", verdict.status().name());
    root.put("code", code.code());
    if (verdict.codes().size() > 1) {
      ArrayNode codes = root.putArray("codes");
      verdict.codes().forEach(each -> codes.add(each.code()));
    }
    root.putObject("message").put("en", code.english()).put("zh", code.chinese());
    root.put("advice", verdict.advice());
    root.put("similarity", verdict.similarity());
    root.put("threshold", context.threshold());
    root.put("livenessType", context.livenessType());
    root.putObject("object")
        .put("bucket", subject.bucket())
        .put("key", subject.key())
        .put("etag", subject.etag())
        .put("versionId", context.versionId())
        .put("size", context.size());
    root.putObject("identity")
        .put("idCard", context.maskedIdCard())
        .put("fingerprint", seal.fingerprint(subject));
    root.put("seal", seal.seal(SealedVerdict.of(verdict), subject).seal());
    ArrayNode frames = root.putArray("bestFrames");
    context.bestFrames().forEach(frames::add);
    root.put("attempts", verdict.attempts());
    root.put("checkedAt", verdict.checkedAt().toString());
    root.put("cosRequestId", verdict.cosRequestId());
    root.put("invocationId", context.invocationId());
    return root;
  }

  public static byte[] bytes(JsonNode document) {
    try {
      return JSON.writeValueAsBytes(document);
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** What can be said of a verdict that was found as tags. */
  public static ObjectNode ofTags(SealedVerdict verdict, ObjectRef object) {
    Status status = Status.of(verdict.status()).orElse(Status.REVIEW);
    boolean codeless = verdict.code().isEmpty() && status == Status.PASSED;
    LivenessCode code = CodeTable.of(codeless ? LivenessCode.SUCCESS : verdict.code());
    ObjectNode root = JSON.createObjectNode();
    root.put("status", verdict.status());
    root.put("code", verdict.code().isEmpty() ? null : verdict.code());
    root.putObject("message").put("en", code.english()).put("zh", code.chinese());
    root.put(
        "advice",
        switch (status) {
          case ERROR -> "operator";
          case REVIEW -> "manual-review";
          case PENDING -> "wait";
          default -> code.advice();
        });
    if (verdict.similarity().matches("\\d{1,3}\\.\\d\\d")) {
      root.put("similarity", new BigDecimal(verdict.similarity()));
    } else {
      root.putNull("similarity");
    }
    root.putObject("object")
        .put("bucket", object.bucket())
        .put("key", object.key())
        .put("versionId", object.versionId());
    root.put("seal", verdict.seal());
    root.put("checkedAt", verdict.checkedAt().isEmpty() ? null : verdict.checkedAt());
    return root;
  }

  /** Empty when it is no such document. */
  public static Optional<ObjectNode> read(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      return root instanceof ObjectNode document && SCHEMA.equals(root.path("schema").asText())
          ? Optional.of(document)
          : Optional.empty();
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  /** The fields of a document that are sealed. */
  public static SealedVerdict sealed(JsonNode document) {
    JsonNode similarity = document.path("similarity");
    return new SealedVerdict(
        document.path("status").asText(),
        document.path("code").asText(),
        similarity.isNumber()
            ? similarity.decimalValue().setScale(2, java.math.RoundingMode.DOWN).toPlainString()
            : "",
        document.path("checkedAt").asText(),
        document.path("seal").asText());
  }

  /**
   * Whether the seal holds for this content and place and the person of the document's fingerprint.
   */
  public static boolean holds(JsonNode document, Subject place, Seal seal) {
    String fingerprint = document.path("identity").path("fingerprint").asText();
    return seal.holds(sealed(document), place, fingerprint);
  }
}
