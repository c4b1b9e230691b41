package dev.cosliveness;

/** Settings that the function cannot start with; its message is one line for the operator. */
public final class SettingsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
