package dev.cosliveness.verdict;

/** A verdict that could not be put where it belongs. */
public final class VerdictNotStored extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean inJson;

  VerdictNotStored(String message, Throwable cause, boolean inJson) {
    super(message, cause);
    this.inJson = inJson;
  }

  /** Whether it is at least in the result JSON, where the next look finds it. */
  public boolean isInJson() {
    return inJson;
  }
}
