package dev.cosliveness.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Who may call.
 *
 * @param tokens any of them will do, so that one can be replaced while another is in use
 * @param open whether callers need none: in development, or where the platform has authenticated
 *     them
 */
public record BearerTokens(List<String> tokens, boolean open) {
  /**
   * @throws Problem 401 for a caller without a good token, 503 as long as there is none to have
   */
  void check(String authorization) {
    if (open) {
      return;
    }
    if (tokens.isEmpty()) {
      throw Problem.later(
          503,
          "Local.NoToken",
          "liveness.http.token is not set: set it to open the HTTP functions",
          Duration.ofHours(1));
    }
    if (!accepts(authorization)) {
      throw Problem.unauthorized();
    }
  }

  /** All tokens are compared, each in a time that does not tell how much of it fits. */
  private boolean accepts(String authorization) {
    String text = authorization == null ? "" : authorization.strip();
    if (!text.toLowerCase(Locale.ROOT).startsWith("bearer ")) {
      return false;
    }
    byte[] given = sha256(text.substring(7).strip());
    boolean accepted = false;
    for (String token : tokens) {
      accepted |= MessageDigest.isEqual(sha256(token), given);
    }
    return accepted;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public String toString() {
    return "BearerTokens[" + tokens.size() + "]";
  }
}
