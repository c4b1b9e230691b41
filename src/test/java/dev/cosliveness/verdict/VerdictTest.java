package dev.cosliveness.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.liveness.CodeClass;
import dev.cosliveness.liveness.CodeTable;
import dev.cosliveness.liveness.LivenessAnswer;
import dev.cosliveness.liveness.LivenessCode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.987Z");

  /** Whatever came back, and whatever the threshold. */
  @Property
  void nothingPassesWithoutASimilarityThatReachesTheThreshold(
      @ForAll("answers") LivenessAnswer answer, @ForAll("percentages") BigDecimal threshold) {
    Verdict verdict = Verdict.on(answer, threshold, NOW, 1);
    boolean reached =
        answer instanceof LivenessAnswer.Scored scored
            && scored.similarity().compareTo(threshold) >= 0;
    assertEquals(reached, verdict.status() == Status.PASSED);
    if (reached) {
      assertEquals(LivenessCode.SUCCESS, verdict.code().code());
      assertTrue(verdict.similarity().compareTo(threshold) >= 0);
    }
  }

  @Property
  void whatDidNotPassNeverPassesWhenAttemptsRunOut(@ForAll("answers") LivenessAnswer answer) {
    Verdict last = Verdict.on(answer, new BigDecimal("100.001"), NOW, 6).exhausted();
    assertTrue(last.status() == Status.REVIEW || last.status() == Status.ERROR);
    assertTrue(last.status().isFinal());
  }

  @Property
  void similarityIsCutAndNeverReadsAsAThresholdThatWasNotReached(
      @ForAll("percentages") BigDecimal similarity, @ForAll("percentages") BigDecimal threshold) {
    Verdict verdict =
        Verdict.on(new LivenessAnswer.Scored(similarity, List.of(), "r"), threshold, NOW, 1);
    BigDecimal shown = new BigDecimal(verdict.similarityText());
    assertEquals(2, shown.scale());
    assertTrue(shown.compareTo(similarity) <= 0);
    assertTrue(similarity.subtract(shown).compareTo(new BigDecimal("0.01")) < 0);
  }

  @ParameterizedTest
  @CsvSource({
    "70, 70, PASSED, 70.00",
    "70.00, 70, PASSED, 70.00",
    "69.999999, 70, REJECTED, 69.99",
    "100, 100, PASSED, 100.00",
    "0, 0, PASSED, 0.00",
    "99.999, 100, REJECTED, 99.99"
  })
  void thresholdItselfPasses(
      BigDecimal similarity, BigDecimal threshold, Status status, String text) {
    Verdict verdict =
        Verdict.on(new LivenessAnswer.Scored(similarity, List.of(), "r"), threshold, NOW, 1);
    assertEquals(status, verdict.status());
    assertEquals(text, verdict.similarityText());
    assertEquals(
        status == Status.PASSED ? LivenessCode.SUCCESS : LivenessCode.LOW_SIMILARITY,
        verdict.code().code());
  }

  @Test
  void noVerdictIsMadePassedByHand() {
    for (LivenessCode code : CodeTable.all()) {
      assertThrows(
          IllegalArgumentException.class,
          () -> Verdict.of(Status.PASSED, List.of(code), NOW, 1, "r"),
          code.code());
      if (!code.code().equals(LivenessCode.SUCCESS)) {
        assertThrows(
            IllegalArgumentException.class,
            () -> new Verdict(Status.PASSED, List.of(code), BigDecimal.TEN, NOW, 1, List.of(), "r"),
            code.code());
      }
    }
  }

  @Test
  void brokenAnswerIsForReviewAndALostOneIsPending() {
    Verdict broken = Verdict.on(new LivenessAnswer.Broken("why", "r"), BigDecimal.ZERO, NOW, 1);
    assertEquals(Status.REVIEW, broken.status());
    assertEquals("manual-review", broken.advice());
    assertEquals("", broken.similarityText());
    Verdict lost = Verdict.on(new LivenessAnswer.Lost(null), BigDecimal.ZERO, NOW, 1);
    assertEquals(Status.PENDING, lost.status());
    assertNull(lost.cosRequestId());
  }

  @ParameterizedTest
  @CsvSource({
    "SPOOF, REJECTED, REVIEW",
    "NOT_SAME_PERSON, REJECTED, REVIEW",
    "LIVENESS_FAILED, REJECTED, REVIEW",
    "VIDEO_UNUSABLE, RESUBMIT, REVIEW",
    "IDENTITY_WRONG, RESUBMIT, REVIEW",
    "IDENTITY_UNAVAILABLE, REVIEW, REVIEW",
    "UNKNOWN, REVIEW, REVIEW",
    "BROKEN_ANSWER, REVIEW, REVIEW",
    "PASSED, REVIEW, REVIEW",
    "TRANSIENT, PENDING, REVIEW",
    "THROTTLED, PENDING, REVIEW",
    "QUOTA, PENDING, REVIEW",
    "CLOCK, PENDING, REVIEW",
    "ACCOUNT, PENDING, ERROR",
    "CREDENTIAL, PENDING, ERROR",
    "REQUEST, PENDING, ERROR"
  })
  void classDecidesTheStatus(CodeClass codeClass, Status status, Status exhausted) {
    assertEquals(status, Status.of(codeClass));
    assertEquals(exhausted, Status.exhausted(codeClass));
  }

  @Test
  void exhaustedVerdictKeepsTheLastCodeFirst() {
    LivenessCode arrears = CodeTable.of("UnauthorizedOperation.Arrears");
    Verdict last = Verdict.of(Status.PENDING, List.of(arrears), NOW, 6, "r").exhausted();
    assertEquals(Status.ERROR, last.status());
    assertEquals(List.of(arrears, CodeTable.of(LivenessCode.ATTEMPTS_EXHAUSTED)), last.codes());
    assertEquals("operator", last.advice());
    assertEquals(6, last.attempts());
  }

  @Test
  void timeIsInWholeSeconds() {
    Verdict verdict = Verdict.on(new LivenessAnswer.Lost(null), BigDecimal.ZERO, NOW, 1);
    assertEquals("2026-11-22T12:00:00Z", verdict.checkedAt().toString());
  }

  @Provide
  Arbitrary<BigDecimal> percentages() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, BigDecimal.valueOf(100)).ofScale(6);
  }

  @Provide
  Arbitrary<LivenessAnswer> answers() {
    Arbitrary<LivenessCode> codes =
        Arbitraries.oneOf(
            Arbitraries.of(List.copyOf(CodeTable.all())),
            Arbitraries.strings().alpha().map(CodeTable::of));
    return Arbitraries.oneOf(
        percentages().map(sim -> new LivenessAnswer.Scored(sim, List.of(), "r")),
        codes.map(code -> new LivenessAnswer.Failed(code, "r")),
        Arbitraries.just(new LivenessAnswer.Broken("why", "r")),
        Arbitraries.just(new LivenessAnswer.Lost(null)));
  }
}
