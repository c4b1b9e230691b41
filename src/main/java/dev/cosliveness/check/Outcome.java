package dev.cosliveness.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.verdict.Verdict;
import dev.cosliveness.verdict.VerdictStore;
import java.time.Instant;
import java.util.List;

/** What came of one check. */
public sealed interface Outcome {
  ObjectRef object();

  /**
   * A final verdict was reached and stored.
   *
   * @param problems what was wrong with the input, empty when it was judged
   */
  record Judged(ObjectRef object, Verdict verdict, ObjectNode document, List<Problem> problems)
      implements Outcome {}

  /**
   * No verdict yet.
   *
   * @param verdict null when nothing could be asked
   * @param due when it is tried again; null when the caller has to
   */
  record Pending(ObjectRef object, Verdict verdict, Instant due) implements Outcome {}

  /** There is a verdict already; nothing was charged. */
  record AlreadyJudged(ObjectRef object, VerdictStore.Found found) implements Outcome {}

  /** Another invocation is at it. */
  record BeingChecked(ObjectRef object) implements Outcome {}

  /** None of ours, or no longer what it was. */
  record Skipped(ObjectRef object, String why) implements Outcome {}

  /** There is no such object (any more). */
  record Gone(ObjectRef object) implements Outcome {}

  /** Not started, because it could not have ended in time. */
  record NoTime(ObjectRef object) implements Outcome {}
}
