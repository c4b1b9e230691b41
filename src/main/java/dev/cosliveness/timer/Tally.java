package dev.cosliveness.timer;

import dev.cosliveness.check.Outcome;
import java.util.Map;
import java.util.TreeMap;

/** Counts what happened in one run, from several threads. */
public final class Tally {
  private final Map<String, Integer> checked = new TreeMap<>();
  private int queued;
  private int skipped;
  private int failed;
  private int left;

  synchronized void count(Outcome outcome) {
    switch (outcome) {
      case Outcome.Judged judged ->
          checked.merge(judged.verdict().status().name(), 1, Integer::sum);
      case Outcome.Pending _ -> queued++;
      case Outcome.NoTime _, Outcome.BeingChecked _ -> left++;
      case Outcome.AlreadyJudged _, Outcome.Skipped _, Outcome.Gone _ -> skipped++;
    }
  }

  synchronized void queued() {
    queued++;
  }

  synchronized void skipped() {
    skipped++;
  }

  synchronized void failed() {
    failed++;
  }

  synchronized void left() {
    left++;
  }

  synchronized Counts counts(boolean complete) {
    return new Counts(new TreeMap<>(checked), queued, skipped, failed, left, complete);
  }

  /**
   * The answer to a timer.
   *
   * @param checked by status
   * @param left seen, but to be done next time
   * @param complete whether nothing is known to be left
   */
  public record Counts(
      Map<String, Integer> checked,
      int queued,
      int skipped,
      int failed,
      int left,
      boolean complete) {
    public int done() {
      return checked.values().stream().mapToInt(Integer::intValue).sum() + queued + skipped;
    }
  }
}
