package dev.cosliveness.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.liveness.CodeClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Contract section 5, when a retry is due. */
class RetryScheduleTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration SIX_HOURS = Duration.ofHours(6);

  private static RetrySchedule schedule(RandomGenerator random) {
    return new RetrySchedule(6, MINUTE, SIX_HOURS, random);
  }

  private static RetrySchedule schedule(long seed) {
    return schedule(new Random(seed));
  }

  /** Draws the same end of every range. */
  private record Extreme(boolean most) implements RandomGenerator {
    @Override
    public long nextLong() {
      throw new UnsupportedOperationException("only bounded numbers are drawn");
    }

    @Override
    public long nextLong(long bound) {
      return most ? bound - 1 : 0;
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,2", "3,4", "4,8", "5,16", "6,32", "7,64", "8,128", "9,256"})
  void delayIsDoubledAfterEachAttempt(int attempt, long minutes) {
    Instant earliest = schedule(new Extreme(false)).due(CodeClass.TRANSIENT, attempt, NOW);
    assertEquals(NOW.plus(Duration.ofMinutes(minutes)), earliest);
  }

  @Property
  void delayIsSpreadByHalfAndNeverEarlyNorOverTheCap(
      @ForAll @IntRange(min = 1, max = 1000) int attempt, @ForAll long seed) {
    Duration delay = Duration.between(NOW, schedule(seed).due(CodeClass.THROTTLED, attempt, NOW));
    Duration full = MINUTE.multipliedBy(1L << Math.min(attempt - 1, 20));
    if (full.compareTo(SIX_HOURS) >= 0) {
      assertEquals(SIX_HOURS, delay);
    } else {
      assertTrue(delay.compareTo(full) >= 0, () -> attempt + ": " + delay);
      assertTrue(
          delay.compareTo(full.multipliedBy(3).dividedBy(2)) <= 0, () -> attempt + ": " + delay);
      assertTrue(delay.compareTo(SIX_HOURS) <= 0, () -> attempt + ": " + delay);
    }
  }

  @Test
  void spreadReachesHalfAsMuchAgainAndNotTheCap() {
    RetrySchedule latest = schedule(new Extreme(true));
    assertEquals(NOW.plusSeconds(90), latest.due(CodeClass.TRANSIENT, 1, NOW));
    assertEquals(NOW.plus(SIX_HOURS), latest.due(CodeClass.TRANSIENT, 9, NOW));
  }

  @Test
  void retriesDoNotComeBackAtOnce() {
    RetrySchedule schedule = schedule(7);
    long different =
        IntStream.range(0, 100)
            .mapToObj(i -> schedule.due(CodeClass.TRANSIENT, 3, NOW))
            .distinct()
            .count();
    assertTrue(different > 50, () -> "only " + different);
  }

  @Test
  void capMayBeSmallerThanTheFirstDelay() {
    RetrySchedule schedule = new RetrySchedule(6, Duration.ofHours(1), MINUTE, new Extreme(false));
    assertEquals(NOW.plus(MINUTE), schedule.due(CodeClass.TRANSIENT, 1, NOW));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T12:00:00Z, 2026-11-22T16:00:00Z",
    "2026-11-22T15:59:59.999Z, 2026-11-22T16:00:00Z",
    "2026-11-22T16:00:00Z, 2026-11-23T16:00:00Z",
    "2026-11-22T16:00:01Z, 2026-11-23T16:00:00Z",
    "2026-12-31T15:59:59Z, 2026-12-31T16:00:00Z",
    "2026-12-31T16:00:00Z, 2027-01-01T16:00:00Z",
    "2028-02-28T16:30:00Z, 2028-02-29T16:00:00Z"
  })
  void quotaWaitsForTheNextDayInShanghai(Instant now, Instant midnight) {
    assertEquals(
        midnight.plusSeconds(60), schedule(new Extreme(false)).due(CodeClass.QUOTA, 1, now));
    assertEquals(
        midnight.plusSeconds(599), schedule(new Extreme(true)).due(CodeClass.QUOTA, 5, now));
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCOUNT", "CREDENTIAL", "REQUEST"})
  void whatTheOperatorHasToMendIsTriedAtTheSlowPace(CodeClass failure) {
    assertEquals(NOW.plus(SIX_HOURS), schedule(1).due(failure, 1, NOW));
    assertEquals(NOW.plus(SIX_HOURS), schedule(2).due(failure, 5, NOW));
  }

  @Test
  void attemptsRunOut() {
    RetrySchedule schedule = schedule(1);
    assertFalse(schedule.isExhausted(0));
    assertFalse(schedule.isExhausted(5));
    assertTrue(schedule.isExhausted(6));
    assertTrue(schedule.isExhausted(7));
  }
}
