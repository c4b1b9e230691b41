package dev.cosliveness.cos;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The moment at which an invocation has to have been answered. */
public record Deadline(Instant end, Clock clock) {
  public static Deadline in(Duration time, Clock clock) {
    return new Deadline(clock.instant().plus(time), clock);
  }

  /** Never negative. */
  public Duration left() {
    Duration left = Duration.between(clock.instant(), end);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** What is left after something has been kept back, at most {@code limit}. */
  public Duration left(Duration limit, Duration keep) {
    Duration left = left().minus(keep);
    return left.isNegative() ? Duration.ZERO : left.compareTo(limit) < 0 ? left : limit;
  }

  public boolean allows(Duration time) {
    return left().compareTo(time) >= 0;
  }
}
