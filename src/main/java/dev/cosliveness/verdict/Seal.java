package dev.cosliveness.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes verdicts and tokens that cannot be forged or moved: HMAC-SHA256 (contract, sections 4 and
 * 6).
 *
 * @param keys the first seals, all are accepted; each 32 characters or more
 */
public record Seal(List<String> keys) {
  public Seal {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a seal needs a key");
    }
    keys = List.copyOf(keys);
  }

  /** The verdict with its seal, over just what it carries. */
  public SealedVerdict seal(SealedVerdict verdict, Subject subject) {
    String key = keys.getFirst();
    String fingerprint = fingerprint(key, subject.idCard(), subject.name());
    return verdict.withSeal(sign(key, lines(verdict, subject, fingerprint)));
  }

  /** Whether a verdict was sealed for this content, place and person. */
  boolean holds(SealedVerdict verdict, Subject subject) {
    return signed(
        verdict.seal(),
        key -> lines(verdict, subject, fingerprint(key, subject.idCard(), subject.name())));
  }

  /** The same for somebody of whom only the fingerprint is known. */
  boolean holds(SealedVerdict verdict, Subject subject, String fingerprint) {
    return signed(verdict.seal(), key -> lines(verdict, subject, fingerprint));
  }

  /** What stands for an identity where the identity itself must not be. */
  public String fingerprint(Subject subject) {
    return fingerprint(keys.getFirst(), subject.idCard(), subject.name());
  }

  /** A name of fixed length for a text that is too long for one; the same whatever the keys. */
  static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** A signature with the newest key. */
  public String sign(String text) {
    return sign(keys.getFirst(), text);
  }

  /** Whether a text was signed with any of the keys. */
  public boolean signed(String signature, String text) {
    return signed(signature, key -> text);
  }

  /** Tries every key, so that the time taken does not tell which one it was. */
  private boolean signed(String signature, UnaryOperator<String> textFor) {
    byte[] found = signature.getBytes(UTF_8);
    boolean holds = false;
    for (String key : keys) {
      holds |= MessageDigest.isEqual(sign(key, textFor.apply(key)).getBytes(UTF_8), found);
    }
    return holds;
  }

  private static String fingerprint(String key, String idCard, String name) {
    String who =
        String.join("\n", "cos-liveness/identity/1", idCard.toUpperCase(Locale.ROOT), name);
    return HexFormat.of().formatHex(hmac(key, who));
  }

  private static String lines(SealedVerdict verdict, Subject subject, String fingerprint) {
    return String.join(
        "\n",
        "cos-liveness/seal/1",
        subject.bucket(),
        subject.key(),
        subject.etag(),
        fingerprint,
        verdict.status(),
        verdict.code(),
        verdict.similarity(),
        verdict.checkedAt());
  }

  private static String sign(String key, String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(key, text));
  }

  private static byte[] hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "Seal[" + keys.size() + " keys]";
  }
}
