package dev.cosliveness.verdict;

import dev.cosliveness.liveness.CodeTable;
import dev.cosliveness.liveness.LivenessAnswer;
import dev.cosliveness.liveness.LivenessCode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * What is said of one video and one identity.
 *
 * @param codes the deciding one first
 * @param similarity 0 to 100; null when nothing was compared
 * @param checkedAt in whole seconds
 * @param attempts charged calls so far that got this far, 0 when none was made
 * @param bestFrames JPEG pictures to be stored; empty unless wanted
 * @param cosRequestId null when no call was made, or none was answered
 */
public record Verdict(
    Status status,
    List<LivenessCode> codes,
    BigDecimal similarity,
    Instant checkedAt,
    int attempts,
    List<byte[]> bestFrames,
    String cosRequestId) {

  public Verdict {
    checkedAt = checkedAt.truncatedTo(ChronoUnit.SECONDS);
    codes = List.copyOf(codes);
    if (status == Status.PASSED
        && (similarity == null || !codes.getFirst().code().equals(LivenessCode.SUCCESS))) {
      throw new IllegalArgumentException("nothing passes without a similarity");
    }
  }

  /**
   * The verdict on an answer.
   *
   * @param threshold the similarity from which two pictures count as the same person
   */
  public static Verdict on(
      LivenessAnswer answer, BigDecimal threshold, Instant checkedAt, int attempt) {
    return switch (answer) {
      case LivenessAnswer.Scored scored -> {
        boolean same = scored.similarity().compareTo(threshold) >= 0;
        String code = same ? LivenessCode.SUCCESS : LivenessCode.LOW_SIMILARITY;
        yield new Verdict(
            same ? Status.PASSED : Status.REJECTED,
            List.of(CodeTable.of(code)),
            scored.similarity(),
            checkedAt,
            attempt,
            scored.bestFrames(),
            scored.requestId());
      }
      case LivenessAnswer.Failed failed ->
          of(
              Status.of(failed.code().codeClass()),
              List.of(failed.code()),
              checkedAt,
              attempt,
              failed.requestId());
      case LivenessAnswer.Broken broken ->
          of(
              Status.REVIEW,
              List.of(CodeTable.of(LivenessCode.BAD_RESPONSE)),
              checkedAt,
              attempt,
              broken.requestId());
      case LivenessAnswer.Lost lost ->
          of(
              Status.PENDING,
              List.of(CodeTable.of(LivenessCode.NO_ANSWER)),
              checkedAt,
              attempt,
              lost.requestId());
    };
  }

  /** A verdict without a similarity. */
  public static Verdict of(
      Status status,
      List<LivenessCode> codes,
      Instant checkedAt,
      int attempt,
      String cosRequestId) {
    return new Verdict(status, codes, null, checkedAt, attempt, List.of(), cosRequestId);
  }

  /** The same when it was the last attempt: a person or the operator has to take over. */
  public Verdict exhausted() {
    return of(
        Status.exhausted(code().codeClass()),
        List.of(code(), CodeTable.of(LivenessCode.ATTEMPTS_EXHAUSTED)),
        checkedAt,
        attempts,
        cosRequestId);
  }

  public LivenessCode code() {
    return codes.getFirst();
  }

  public String advice() {
    return switch (status) {
      case ERROR -> "operator";
      case REVIEW -> "manual-review";
      default -> code().advice();
    };
  }

  /**
   * Two decimals, cut and not rounded, so that no one reads a threshold reached that was not; empty
   * when there is none.
   */
  public String similarityText() {
    return similarity == null ? "" : similarity.setScale(2, RoundingMode.DOWN).toPlainString();
  }
}
