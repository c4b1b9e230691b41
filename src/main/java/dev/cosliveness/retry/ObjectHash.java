package dev.cosliveness.retry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A name for one content at one key, of fixed length and with nothing of the key in it. */
final class ObjectHash {
  private ObjectHash() {}

  static String of(String key, String etag) {
    try {
      byte[] text = (key + "\n" + etag).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
