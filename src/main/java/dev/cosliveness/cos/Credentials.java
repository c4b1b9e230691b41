package dev.cosliveness.cos;

/**
 * A key pair for COS, with the session token of temporary credentials.
 *
 * @param sessionToken null for a permanent key pair
 */
public record Credentials(String secretId, String secretKey, String sessionToken) {
  public Credentials {
    if (secretId == null || secretId.isBlank() || secretKey == null || secretKey.isBlank()) {
      throw new MissingCredentials();
    }
    sessionToken = sessionToken == null || sessionToken.isBlank() ? null : sessionToken;
  }

  @Override
  public String toString() {
    return "Credentials[" + (sessionToken == null ? "permanent" : "temporary") + "]";
  }
}
