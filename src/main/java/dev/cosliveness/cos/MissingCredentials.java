package dev.cosliveness.cos;

/** There is nothing to sign with; its message tells the operator what to do. */
public final class MissingCredentials extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MissingCredentials() {
    super(
        "no credentials: bind a run role to the function, or set liveness.cos.secret-id and"
            + " liveness.cos.secret-key");
  }
}
