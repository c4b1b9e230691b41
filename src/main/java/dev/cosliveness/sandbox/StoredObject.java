package dev.cosliveness.sandbox;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One version of an object. Its bytes are shared, not copied: nobody changes them.
 *
 * @param headers metadata as it goes over the wire, one char an octet, names in lower case
 * @param etag MD5 of the bytes in quotes
 * @param versionId empty in a bucket without versions
 */
public record StoredObject(
    String key,
    byte[] bytes,
    Map<String, String> headers,
    Map<String, String> tags,
    String etag,
    String versionId,
    Instant lastModified) {

  public StoredObject {
    headers = Map.copyOf(headers);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  static StoredObject of(
      String key,
      byte[] bytes,
      Map<String, String> headers,
      Map<String, String> tags,
      String versionId,
      Instant now) {
    return new StoredObject(key, bytes, headers, tags, "\"" + md5(bytes) + "\"", versionId, now);
  }

  StoredObject withTags(Map<String, String> tags) {
    return new StoredObject(key, bytes, headers, tags, etag, versionId, lastModified);
  }

  StoredObject withLastModified(Instant instant) {
    return new StoredObject(key, bytes, headers, tags, etag, versionId, instant);
  }

  /** A header's value as text; null when there is none. */
  public String text(String header) {
    String octets = headers.get(header);
    return octets == null ? null : PercentCode.headerText(octets);
  }

  private static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("MD5 must be there", e);
    }
  }

  @Override
  public String toString() {
    return key + " " + etag + " " + versionId;
  }
}
