package dev.cosliveness.testing;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what another process does, which nobody tells us of. */
public final class Await {
  private static final Duration PAUSE = Duration.ofMillis(10);

  private Await() {}

  /**
   * @throws AssertionError when it is not so in time
   */
  public static void until(Duration atMost, String what, BooleanSupplier isSo) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("Not within " + atMost + ": " + what);
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted while waiting for: " + what, stop);
      }
    }
  }
}
