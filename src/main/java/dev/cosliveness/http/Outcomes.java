package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.check.Outcome;
import dev.cosliveness.liveness.CodeClass;
import dev.cosliveness.verdict.Verdict;
import dev.cosliveness.verdict.VerdictDocument;
import java.time.Clock;
import java.time.Duration;

/** What an outcome means to a caller: a verdict, or a problem that says what to do. */
record Outcomes(Clock clock) {
  private static final Duration SOON = Duration.ofSeconds(30);

  /**
   * @throws Problem when there is no final verdict
   */
  JsonNode verdict(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Judged judged -> judged.document();
      case Outcome.AlreadyJudged already ->
          already.found().document() != null
              ? already.found().document()
              : VerdictDocument.ofTags(already.found().verdict(), already.object());
      case Outcome.Pending pending -> throw pending(pending);
      case Outcome.BeingChecked _ ->
          throw Problem.later(
              409, "Local.BeingChecked", "another invocation is checking this video", SOON);
      case Outcome.Skipped skipped -> throw Problem.of(409, "Local.Skipped", skipped.why());
      case Outcome.Gone _ -> throw Problem.of(404, "NoSuchKey", "no such object");
      case Outcome.NoTime _ ->
          throw Problem.of(
              504,
              "Local.NoTime",
              "too little time left for a check; raise the function's time limit");
    };
  }

  private Problem pending(Outcome.Pending pending) {
    Verdict verdict = pending.verdict();
    CodeClass why = verdict == null ? CodeClass.TRANSIENT : verdict.code().codeClass();
    int status = why == CodeClass.THROTTLED || why == CodeClass.QUOTA ? 429 : 503;
    Duration wait = pending.due() == null ? SOON : Duration.between(clock.instant(), pending.due());
    return Problem.later(
        status,
        verdict == null ? "Local.NoAnswer" : verdict.code().code(),
        (verdict == null ? "not checked yet" : verdict.code().english())
            + (pending.due() == null
                ? " Ask again later."
                : " It is checked again on its own; ask GET /verdict later."),
        wait);
  }
}
