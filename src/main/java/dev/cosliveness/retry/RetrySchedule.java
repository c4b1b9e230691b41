package dev.cosliveness.retry;

import dev.cosliveness.liveness.CodeClass;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.random.RandomGenerator;

/**
 * When an attempt that did not come to a verdict is made again, and whether at all.
 *
 * @param maxAttempts charged calls for one upload, at most
 * @param initialDelay before the second attempt; doubled after each
 * @param maxDelay the cap, and the pace at which somebody's account is looked at again
 */
public record RetrySchedule(
    int maxAttempts, Duration initialDelay, Duration maxDelay, RandomGenerator random) {
  /** Tencent counts a number's checks by the day there (document 1007/108625). */
  private static final ZoneId QUOTA_ZONE = ZoneId.of("Asia/Shanghai");

  public boolean isExhausted(int attempts) {
    return attempts >= maxAttempts;
  }

  /**
   * @param attempt the number of the attempt that failed, from 1
   */
  public Instant due(CodeClass failure, int attempt, Instant now) {
    Instant due = wanted(failure, attempt, now);
    // keys have whole seconds: a retry must never get the key of the one that it follows
    Instant next = now.plusSeconds(1);
    return due.isBefore(next) ? next : due;
  }

  private Instant wanted(CodeClass failure, int attempt, Instant now) {
    return switch (failure) {
      case QUOTA -> nextDay(now);
      case ACCOUNT, CREDENTIAL, REQUEST -> now.plus(maxDelay);
      default -> now.plus(backoff(attempt));
    };
  }

  /**
   * Between the full delay and half as much again, never more than the cap: spread, but not early.
   */
  private Duration backoff(int attempt) {
    Duration delay = initialDelay;
    for (int i = 1; i < attempt && delay.compareTo(maxDelay) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    Duration spread = delay.plusMillis(random.nextLong(delay.toMillis() / 2 + 1));
    return spread.compareTo(maxDelay) < 0 ? spread : maxDelay;
  }

  /** A little after midnight, spread over ten minutes: everybody's quota starts again at once. */
  private Instant nextDay(Instant now) {
    ZonedDateTime midnight =
        now.atZone(QUOTA_ZONE)
            .toLocalDate()
            .plusDays(1)
            .atTime(LocalTime.MIDNIGHT)
            .atZone(QUOTA_ZONE);
    return midnight.toInstant().plusSeconds(60 + random.nextLong(540));
  }
}
