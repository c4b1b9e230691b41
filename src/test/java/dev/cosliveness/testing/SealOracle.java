package dev.cosliveness.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Computes seals from the contract's words alone, so that it can contradict the product. */
public final class SealOracle {
  private SealOracle() {}

  /** What {@code liveness-seal} has to be beside these tags. */
  public static String seal(
      String secret,
      String bucket,
      String key,
      String etag,
      String idCard,
      String name,
      Map<String, String> tags) {
    String person = "cos-liveness/identity/1\n" + idCard + "\n" + name;
    String fingerprint = HexFormat.of().formatHex(hmac(secret, person));
    String text =
        "cos-liveness/seal/1\n%s\n%s\n%s\n%s\n%s\n%s\n%s\n%s"
            .formatted(
                bucket,
                key,
                etag.replace("\"", ""),
                fingerprint,
                tags.getOrDefault("liveness-status", ""),
                tags.getOrDefault("liveness-code", ""),
                tags.getOrDefault("liveness-sim", ""),
                tags.getOrDefault("liveness-checked-at", ""));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(secret, text));
  }

  private static byte[] hmac(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
