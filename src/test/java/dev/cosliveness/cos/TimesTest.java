package dev.cosliveness.cos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Deadlines, pauses and the corrected clock. */
class TimesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  @Test
  void deadlineLeavesTheSmallerOfLimitAndRest() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(10), CLOCK);
    assertEquals(NOW.plusSeconds(10), deadline.end());
    assertEquals(Duration.ofSeconds(10), deadline.left());
    assertEquals(Duration.ofSeconds(3), deadline.left(Duration.ofSeconds(3), Duration.ZERO));
    assertEquals(
        Duration.ofSeconds(6), deadline.left(Duration.ofSeconds(30), Duration.ofSeconds(4)));
  }

  @Test
  void deadlineThatIsOverLeavesNothing() {
    Deadline over = new Deadline(NOW.minusSeconds(1), CLOCK);
    assertEquals(Duration.ZERO, over.left());
    assertEquals(Duration.ZERO, over.left(Duration.ofSeconds(3), Duration.ZERO));
    assertEquals(
        Duration.ZERO,
        Deadline.in(Duration.ofSeconds(2), CLOCK)
            .left(Duration.ofSeconds(3), Duration.ofSeconds(5)));
    assertFalse(over.allows(Duration.ofMillis(1)));
  }

  @Test
  void deadlineAllowsWhatFitsExactly() {
    Deadline deadline = Deadline.in(Duration.ofSeconds(2), CLOCK);
    assertTrue(deadline.allows(Duration.ofSeconds(2)));
    assertFalse(deadline.allows(Duration.ofMillis(2001)));
  }

  @Property
  void pauseIsBetweenHalfAndAllOfTheDoubledTime(
      @ForAll @IntRange(min = 1, max = 40) int repetition, @ForAll long seed) {
    Backoff backoff = new Backoff(Duration.ofMillis(200), 3, new Random(seed));
    long full = 200L << Math.min(repetition - 1, 10);
    long pause = backoff.before(repetition).toMillis();
    assertTrue(pause >= full / 2 && pause <= full, () -> repetition + ": " + pause);
  }

  @Test
  void pausesDiffer() {
    Backoff backoff = new Backoff(Duration.ofMillis(200), 3, new Random(1));
    long different =
        java.util.stream.IntStream.range(0, 50).mapToObj(i -> backoff.before(3)).distinct().count();
    assertTrue(different > 10, () -> "only " + different);
  }

  @Property
  void clockIsCorrectedOnlyWhenItIsNoticeablyWrong(
      @ForAll @LongRange(min = -100_000, max = 100_000) long seconds) {
    ServerClock clock = new ServerClock(CLOCK);
    boolean corrected = clock.correct(NOW.plusSeconds(seconds), NOW);
    assertEquals(Math.abs(seconds) >= 30, corrected);
    assertEquals(corrected ? NOW.plusSeconds(seconds) : NOW, clock.now());
    assertEquals(Duration.ofSeconds(corrected ? seconds : 0), clock.offset());
  }

  @Test
  void serverThatDoesNotSayTheTimeCorrectsNothing() {
    ServerClock clock = new ServerClock(CLOCK);
    assertFalse(clock.correct(null, NOW));
    assertEquals(NOW, clock.now());
  }

  @Test
  void clockThatWasCorrectedIsNotCorrectedByTheSameTimeAgain() {
    ServerClock clock = new ServerClock(CLOCK);
    assertTrue(clock.correct(NOW.plusSeconds(900), clock.now()));
    assertFalse(clock.correct(NOW.plusSeconds(901), clock.now()));
    assertEquals(NOW.plusSeconds(900), clock.now());
  }

  @Test
  void dateHeaderIsReadOrIsNone() {
    assertEquals(NOW, CosAnswer.time("Sun, 22 Nov 2026 12:00:00 GMT"));
    assertNull(CosAnswer.time(null));
    assertNull(CosAnswer.time("yesterday"));
  }

  @Test
  void windowOpensAMinuteEarly() {
    assertEquals(
        new CosSignature.Window(NOW.getEpochSecond() - 60, NOW.getEpochSecond() + 600),
        CosSignature.Window.around(NOW, Duration.ofMinutes(10)));
  }
}
