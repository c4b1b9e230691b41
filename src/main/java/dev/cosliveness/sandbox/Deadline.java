package dev.cosliveness.sandbox;

import java.time.Duration;

/** The end of a wait on a monitor. */
record Deadline(long nanos) {
  static Deadline in(Duration duration) {
    return new Deadline(System.nanoTime() + duration.toNanos());
  }

  /**
   * Waits for a notification; the caller holds the monitor.
   *
   * @return false when the time is over
   */
  boolean waitOn(Object monitor) {
    long left = (nanos - System.nanoTime() + 999_999) / 1_000_000;
    if (left <= 0) {
      return false;
    }
    try {
      monitor.wait(left);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
