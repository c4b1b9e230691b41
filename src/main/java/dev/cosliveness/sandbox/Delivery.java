package dev.cosliveness.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One event on its way to the function, with all its attempts. */
public final class Delivery {
  /**
   * One try.
   *
   * @param status what the function answered; 0 when there was no connection, 430 an error and 433
   *     no answer in time from a custom runtime
   */
  public record Attempt(int status, String body) {
    public boolean failed() {
      return status < 200 || status >= 400;
    }
  }

  /**
   * When an attempt was made.
   *
   * @param answered null while the function is at it
   */
  public record Span(Instant sent, Instant answered) {}

  private final String requestId;
  private final String event;
  private final List<Attempt> attempts = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private boolean done;

  Delivery(String requestId, String event) {
    this.requestId = requestId;
    this.event = event;
  }

  /** The same for all attempts. */
  public String requestId() {
    return requestId;
  }

  public String event() {
    return event;
  }

  public synchronized List<Attempt> attempts() {
    return List.copyOf(attempts);
  }

  /** One for each attempt, and one for an attempt that is not answered yet. */
  public synchronized List<Span> spans() {
    return List.copyOf(spans);
  }

  /** Whether the last attempt succeeded. */
  public synchronized boolean succeeded() {
    return !attempts.isEmpty() && !attempts.getLast().failed();
  }

  /** Whether it succeeded or was given up. */
  public synchronized boolean done() {
    return done;
  }

  synchronized void sent(Instant at) {
    spans.add(new Span(at, null));
  }

  synchronized void answered(Attempt attempt, Instant at) {
    attempts.add(attempt);
    spans.set(spans.size() - 1, new Span(spans.getLast().sent(), at));
  }

  synchronized void finish() {
    done = true;
  }

  /** Without the event: it may hold identity data. */
  @Override
  public String toString() {
    return requestId + " " + attempts().stream().map(Attempt::status).toList();
  }
}
