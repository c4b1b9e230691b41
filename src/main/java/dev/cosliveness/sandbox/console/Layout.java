package dev.cosliveness.sandbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where the function keeps what belongs to a video, as its public contract says (sections 4 and 5).
 *
 * @param output ends with a slash
 */
record Layout(String bucket, String output) {

  /** Whether it is a video somebody uploaded, rather than something the function wrote. */
  boolean isUpload(String key) {
    return !key.startsWith(output);
  }

  String verdict(String key) {
    return output + "verdicts/" + key + ".json";
  }

  String frames(String key) {
    return output + "frames/" + key + "/";
  }

  String retries() {
    return output + "retries/";
  }

  String claims() {
    return output + "claims/";
  }

  /**
   * What names of claims and retries end with.
   *
   * @param etag without quotes
   */
  static String hash(String key, String etag) {
    try {
      byte[] text = (key + "\n" + etag).getBytes(UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 must be there", e);
    }
  }
}
