package dev.cosliveness.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.liveness.CodeClass;
import dev.cosliveness.liveness.CodeTable;
import dev.cosliveness.liveness.LivenessAnswer;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.retry.RetryMarker;
import dev.cosliveness.retry.RetryQueue;
import dev.cosliveness.retry.RetrySchedule;
import dev.cosliveness.verdict.SealedVerdict;
import dev.cosliveness.verdict.Status;
import dev.cosliveness.verdict.Verdict;
import dev.cosliveness.verdict.VerdictDocument;
import dev.cosliveness.verdict.VerdictNotStored;
import dev.cosliveness.verdict.VerdictStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/** From an answer to what is stored or queued because of it. Only ever used under a claim. */
public record Conclusion(
    VerdictStore verdicts, RetryQueue queue, RetrySchedule schedule, Policy policy, Clock clock) {
  private static final Logger LOG = Logger.getLogger(Conclusion.class);

  Verdict judge(Run run, LivenessAnswer answer) {
    int attempt = run.request().attempts() + 1;
    Verdict verdict = Verdict.on(answer, policy.threshold(), clock.instant(), attempt);
    boolean last = verdict.status() == Status.PENDING && schedule.isExhausted(attempt);
    return last ? verdict.exhausted() : verdict;
  }

  Outcome refused(Run run, Look look, List<Problem> problems) {
    List<LivenessCode> codes =
        problems.stream().map(Problem::code).distinct().map(CodeTable::of).toList();
    Verdict verdict =
        Verdict.of(Status.RESUBMIT, codes, clock.instant(), run.request().attempts(), null);
    return store(run, look, verdict, null, problems);
  }

  /** A verdict is stored, a retry queued; nothing is said when the video is another by now. */
  Outcome conclude(
      Run run, Look look, LivenessAnswer answer, Verdict verdict, IdentityReader.Result identity) {
    if (answer instanceof LivenessAnswer.Failed failed
        && failed.code().codeClass() == CodeClass.GONE) {
      return new Outcome.Gone(look.object());
    }
    if (verdict.status() == Status.PENDING) {
      return pending(run, look, verdict, identity);
    }
    Optional<ObjectHead> now = run.stages().time("lookAfter", () -> head(run, look));
    if (now.isPresent() && now.get().sameContent(look.head())) {
      return store(run, look, verdict, identity, List.of());
    }
    return now.isPresent() && now.get().etag().equals(look.head().etag())
        ? uploadedAgain(run, look, now.get(), verdict)
        : new Outcome.Skipped(look.object(), "replaced during the check");
  }

  /**
   * The engine judged what was there when it looked: only if nothing was replaced meanwhile is that
   * what we looked at.
   */
  private static Optional<ObjectHead> head(Run run, Look look) {
    try {
      return Optional.of(run.bucket().head(look.object().key(), null));
    } catch (CosException gone) {
      if (gone.isNotFound()) {
        return Optional.empty();
      }
      throw gone;
    }
  }

  /**
   * The same video, perhaps for another identity. Its own event may have been turned away by our
   * claim, which is for that content too: it must not be forgotten.
   */
  private Outcome uploadedAgain(Run run, Look look, ObjectHead now, Verdict verdict) {
    Instant due = clock.instant().plus(schedule.initialDelay());
    RetryMarker marker =
        new RetryMarker(
            look.object().version(now.versionId()),
            now.etag(),
            verdict.attempts(),
            RetryMarker.UPLOADED_AGAIN);
    run.stages().time("queue", () -> queue.put(run.bucket(), marker, due));
    return new Outcome.Pending(look.object(), null, due);
  }

  private Outcome pending(Run run, Look look, Verdict verdict, IdentityReader.Result identity) {
    // a retry knows of an identity only what the object's metadata says
    if (look.place() != VerdictStore.Place.AS_SET) {
      return new Outcome.Pending(look.object(), verdict, null);
    }
    Instant due = schedule.due(verdict.code().codeClass(), verdict.attempts(), clock.instant());
    RetryMarker marker =
        new RetryMarker(
            look.object(), look.head().etag(), verdict.attempts(), verdict.code().code());
    run.stages().time("queue", () -> queue.put(run.bucket(), marker, due));
    try {
      store(run, look, verdict, identity, List.of());
    } catch (CosException | VerdictNotStored failed) {
      // the queue has it: the event must not come back and be charged a second time
      LOG.warnf("%s; it is in the retry queue all the same", failed.getMessage());
    }
    return new Outcome.Pending(look.object(), verdict, due);
  }

  private Outcome store(
      Run run, Look look, Verdict verdict, IdentityReader.Result identity, List<Problem> problems) {
    return run.stages()
        .time(
            "store",
            () -> {
              List<String> frames =
                  policy.storeFrames()
                      ? verdicts.storeFrames(
                          run.bucket(), look.object().key(), verdict.bestFrames())
                      : List.of();
              ObjectNode document =
                  VerdictDocument.write(
                      verdict,
                      look.subject(),
                      verdicts.seal(),
                      context(run, look, identity, frames));
              if (run.request().again() && look.place() == VerdictStore.Place.AS_SET) {
                verdicts.forgetFormer(run.bucket(), look.object().key());
              }
              verdicts.store(
                  run.bucket(),
                  look.object(),
                  SealedVerdict.of(verdict),
                  look.subject(),
                  document,
                  look.place());
              return new Outcome.Judged(look.object(), verdict, document, problems);
            });
  }

  private VerdictDocument.Context context(
      Run run, Look look, IdentityReader.Result identity, List<String> frames) {
    return new VerdictDocument.Context(
        policy.threshold().doubleValue(),
        identity == null ? null : identity.identity().type().name(),
        look.object().versionId(),
        look.head().size(),
        identity == null ? null : identity.identity().maskedIdCard(),
        frames,
        run.invocation().id());
  }
}
