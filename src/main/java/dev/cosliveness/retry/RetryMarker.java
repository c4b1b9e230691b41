package dev.cosliveness.retry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.cos.ObjectRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What is to be tried again. Holds no identity: that is read from the object when the time has
 * come.
 *
 * @param etag the content that was to be judged; null for whatever is there
 * @param attempt charged calls made so far
 * @param code why; {@link #RECHECK} when somebody asked for a new verdict
 */
public record RetryMarker(ObjectRef object, String etag, int attempt, String code) {
  /** Asks for a new verdict although there is one. */
  public static final String RECHECK = "Local.Recheck";

  /** Asks for the check that an invocation had no time left for. */
  public static final String NO_TIME = "Local.NoTime";

  /** Asks for the check of a video that was uploaded once more while it was being checked. */
  public static final String UPLOADED_AGAIN = "Local.UploadedAgain";

  private static final JsonMapper JSON = new JsonMapper();

  public boolean recheck() {
    return RECHECK.equals(code);
  }

  byte[] document() {
    try {
      return JSON.writeValueAsBytes(
          JSON.createObjectNode()
              .put("bucket", object.bucket())
              .put("key", object.key())
              .put("versionId", object.versionId())
              .put("etag", etag)
              .put("attempt", attempt)
              .put("code", code));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Empty when it is no such document, or one of another bucket. */
  static Optional<RetryMarker> read(byte[] document, String bucket, String region) {
    try {
      JsonNode root = JSON.readTree(document);
      if (!bucket.equals(root.path("bucket").asText())) {
        return Optional.empty();
      }
      ObjectRef object =
          new ObjectRef(
              bucket, region, root.path("key").asText(), root.path("versionId").asText(null));
      return Optional.of(
          new RetryMarker(
              object,
              root.path("etag").asText(null),
              Math.clamp(root.path("attempt").asInt(0), 0, 1000),
              root.path("code").asText("")));
    } catch (IOException | IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  String hash() {
    return ObjectHash.of(object.key(), etag == null ? "" : etag);
  }
}
