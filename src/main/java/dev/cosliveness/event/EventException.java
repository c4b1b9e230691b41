package dev.cosliveness.event;

/** An event that is none of those the function knows. Names keys and rules, never values. */
public final class EventException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EventException(String message) {
    super(message);
  }
}
