package dev.cosliveness.cos;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * One object in one bucket.
 *
 * <p>Bucket and region become part of a host name, so they are held to strict patterns: a value
 * from an event must never choose the host that a signed request goes to.
 *
 * @param bucket {@code name-appid}
 * @param key 1 to 850 bytes of UTF-8 (document 436/14518)
 * @param versionId null for the latest version
 */
public record ObjectRef(String bucket, String region, String key, String versionId) {
  /** In bytes of UTF-8. */
  public static final int MAX_KEY = 850;

  private static final Pattern BUCKET =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?-[0-9]{5,20}");
  private static final Pattern REGION = Pattern.compile("[a-z]{2,10}(?:-[a-z0-9]{1,20}){1,3}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  public ObjectRef {
    if (bucket == null || !BUCKET.matcher(bucket).matches()) {
      throw new IllegalArgumentException(
          "bucket: expected name-appid in lower case, such as examplebucket-1250000000");
    }
    if (region == null || !REGION.matcher(region).matches()) {
      throw new IllegalArgumentException("region: expected a COS region such as ap-beijing");
    }
    int bytes = key == null ? 0 : utf8Length(key);
    if (bytes < 1 || bytes > MAX_KEY) {
      throw new IllegalArgumentException("key: expected 1 to 850 bytes of UTF-8");
    }
    versionId = versionId == null || versionId.isBlank() ? null : versionId;
    if (versionId != null && !VERSION.matcher(versionId).matches()) {
      throw new IllegalArgumentException("versionId: expected letters, digits, dot, dash");
    }
  }

  public static boolean isBucket(String name) {
    return name != null && BUCKET.matcher(name).matches();
  }

  public static boolean isRegion(String name) {
    return name != null && REGION.matcher(name).matches();
  }

  public ObjectRef version(String id) {
    return new ObjectRef(bucket, region, key, id);
  }

  private static int utf8Length(String key) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key));
      return bytes.remaining();
    } catch (CharacterCodingException half) {
      throw new IllegalArgumentException("key: not valid Unicode", half);
    }
  }
}
