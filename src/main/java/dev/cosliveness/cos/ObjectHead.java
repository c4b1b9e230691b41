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
 * @param lastModified by the server's clock
 * @param serverTime the server's clock at the answer
 * @param metadata the {@code x-cos-meta-} headers without that prefix, in lower case, as they came
 */
public record ObjectHead(
    String etag,
    long size,
    String versionId,
    Instant lastModified,
    Instant serverTime,
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

  public boolean versioned() {
    return versionId != null;
  }

  /** Metadata may hold an identity. */
  @Override
  public String toString() {
    return "ObjectHead[" + etag + ", " + size + " bytes, version " + versionId + "]";
  }
}
