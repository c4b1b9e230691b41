package dev.cosliveness.cos;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a request is sent again: doubled each time, and spread so that many
 * callers do not come back at once.
 *
 * @param first before the first repetition
 */
record Backoff(Duration first, int repetitions, RandomGenerator random) {
  Duration before(int repetition) {
    long full = first.toMillis() << Math.min(repetition - 1, 10);
    return Duration.ofMillis(full / 2 + random.nextLong(full / 2 + 1));
  }
}
