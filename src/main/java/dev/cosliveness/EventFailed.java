package dev.cosliveness;

/**
 * An event that has to come again: answered as an error, so that the platform's own retry takes it.
 */
public final class EventFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EventFailed(String message) {
    super(message);
  }
}
