package dev.cosliveness.cos;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What HEAD says of an object.
 *
 * @param etag without quotes
 * @param size in bytes
 * @param versionId null in a bucket without versioning
 * @param lastModified by the server's clock, as it wrote it; null when it did not
 * @param date the server's clock at the answer, as it wrote it; null when it did not
 * @param metadata the {@code x-cos-meta-} headers without that prefix, in lower case, as they came
 */
public record ObjectHead(
    String etag,
    long size,
    String versionId,
    String lastModified,
    String date,
    Map<String, String> metadata,
    String requestId) {

  /** Whether both describe one and the same upload. */
  public boolean sameContent(ObjectHead other) {
    return etag.equals(other.etag)
        && size == other.size
        && Objects.equals(versionId, other.versionId)
        && Objects.equals(lastModified, other.lastModified)
        && metadata.equals(other.metadata);
  }

  /** Null when the server did not say. */
  public Instant modifiedAt() {
    return CosAnswer.time(lastModified);
  }

  /** Null when the server did not say. */
  public Instant serverTime() {
    return CosAnswer.time(date);
  }

  public boolean versioned() {
    return versionId != null;
  }

  /** Metadata may hold an identity. */
  @Override
  public String toString() {
    return "ObjectHead[" + etag + ", " + size + " bytes, version " + versionId + "]";
  }
}
