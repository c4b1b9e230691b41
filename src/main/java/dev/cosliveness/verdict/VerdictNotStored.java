package dev.cosliveness.verdict;

/** A verdict that could not be put where it belongs; it may still be in the result JSON. */
public final class VerdictNotStored extends RuntimeException {
  private static final long serialVersionUID = 1L;

  VerdictNotStored(String message, Throwable cause) {
    super(message, cause);
  }
}
