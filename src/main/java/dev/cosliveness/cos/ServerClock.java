package dev.cosliveness.cos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time that signatures are made with: the machine's own, corrected by what the server's {@code
 * Date} said when it refused a signature for its time.
 */
final class ServerClock {
  /** Smaller differences cannot be why a signature was refused: its window opens a minute early. */
  private static final Duration NOTEWORTHY = Duration.ofSeconds(30);

  private final Clock clock;
  private volatile Duration offset = Duration.ZERO;

  ServerClock(Clock clock) {
    this.clock = clock;
  }

  Instant now() {
    return clock.instant().plus(offset);
  }

  Duration offset() {
    return offset;
  }

  /**
   * @return whether the server's time differs so much from {@code signedAt} that signing again
   *     makes sense
   */
  boolean correct(Instant serverTime, Instant signedAt) {
    if (serverTime == null
        || Duration.between(signedAt, serverTime).abs().compareTo(NOTEWORTHY) < 0) {
      return false;
    }
    offset = Duration.between(clock.instant(), serverTime);
    return true;
  }
}
