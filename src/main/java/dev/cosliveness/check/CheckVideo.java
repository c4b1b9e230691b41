package dev.cosliveness.check;

import dev.cosliveness.check.CheckRequest.Source;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.cos.ObjectTags;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.liveness.LivenessAnswer;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.liveness.LivenessRecognition;
import dev.cosliveness.retry.Claims;
import dev.cosliveness.retry.RetryMarker;
import dev.cosliveness.retry.RetryQueue;
import dev.cosliveness.retry.RetrySchedule;
import dev.cosliveness.verdict.Verdict;
import dev.cosliveness.verdict.VerdictNotStored;
import dev.cosliveness.verdict.VerdictStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The one use case: looks at a stored video, claims it, has it judged, stores the verdict, and lets
 * go of it.
 *
 * <p>The order of the steps is what keeps the promises. Nobody is charged before the claim is held
 * and everything was looked at once more under it. A claim is let go of only when what was paid for
 * is stored. A retry is put into the queue before the verdict says that it is pending, and taken
 * out before the claim goes.
 */
public record CheckVideo(
    Buckets buckets,
    Eligibility eligibility,
    IdentityReader identities,
    Challenges challenges,
    Claims claims,
    LivenessRecognition recognition,
    VerdictStore verdicts,
    RetryQueue queue,
    RetrySchedule schedule,
    Conclusion conclusion,
    UploadPermits permits,
    Duration needed,
    Clock clock) {

  /**
   * @throws CosException when the outcome could neither be stored nor queued
   */
  public Outcome check(CheckRequest request, Invocation invocation) {
    ObjectRef object = request.object();
    Optional<String> skip = eligibility.reasonToSkip(object);
    if (skip.isPresent() && request.marker() == null) {
      return new Outcome.Skipped(object, skip.get());
    }
    Stages stages = new Stages();
    CosBucket bucket = buckets.open(object.bucket(), object.region(), invocation);
    Run run = new Run(request, invocation, bucket, stages);
    Outcome outcome =
        skip.isPresent() ? finished(run, new Outcome.Skipped(object, skip.get())) : check(run);
    CheckLog.log(outcome, request, invocation, stages);
    return outcome;
  }

  private Outcome check(Run run) {
    ObjectRef asked = run.request().object();
    if (!timeLeft(run)) {
      return noTime(run, null);
    }
    Look look;
    try {
      look = run.stages().time("look", () -> look(run));
    } catch (CosException failed) {
      return failed.isNotFound() ? finished(run, new Outcome.Gone(asked)) : postponed(run, failed);
    }
    Optional<Outcome> done = nothingToDo(run, look, verdicts.inTags(look.tags(), look.subject()));
    if (done.isPresent()) {
      return finished(run, done.get());
    }
    if (!timeLeft(run)) {
      return noTime(run, look.head().etag());
    }
    Optional<Claims.Claim> claim = run.stages().time("claim", () -> claim(run, look));
    return claim.isEmpty()
        ? new Outcome.BeingChecked(look.object())
        : underClaim(run, look, claim.get());
  }

  private Look look(Run run) {
    ObjectRef object = run.request().object();
    ObjectHead head = run.bucket().head(object.key(), null);
    ObjectTags tags = run.bucket().tags(object.key(), object.versionId());
    Claimed claimed = run.request().claimed();
    String version = head.versionId() != null ? head.versionId() : object.versionId();
    return new Look(
        object.version(version),
        head,
        tags,
        claimed != null ? claimed : Claimed.of(head.metadata()));
  }

  /** Whether the object is not what was asked for, or has its verdict, or waits in the queue. */
  private Optional<Outcome> nothingToDo(Run run, Look look, Optional<VerdictStore.Found> found) {
    CheckRequest request = run.request();
    if (replaced(request, look.head())) {
      return Optional.of(new Outcome.Skipped(look.object(), "replaced by a newer upload"));
    }
    if (request.source() != Source.CALLER && permits.judgedAtUpload(look.object(), look.head())) {
      return Optional.of(new Outcome.Skipped(look.object(), "checked at upload"));
    }
    if (found.isEmpty() || request.again() && !request.isAnsweredBy(found.get())) {
      return Optional.empty();
    }
    if (found.get().status().isFinal()) {
      return Optional.of(new Outcome.AlreadyJudged(look.object(), found.get()));
    }
    boolean waits = request.source() == Source.EVENT || request.source() == Source.SWEEP;
    return waits
        ? Optional.of(new Outcome.Skipped(look.object(), "waits in the retry queue"))
        : Optional.empty();
  }

  /** A version that is not the latest has been replaced, unless by the very same content. */
  private static boolean replaced(CheckRequest request, ObjectHead head) {
    if (request.etag() != null) {
      return !request.etag().equals(head.etag());
    }
    String asked = request.object().versionId();
    return asked != null && head.versionId() != null && !asked.equals(head.versionId());
  }

  private Optional<Claims.Claim> claim(Run run, Look look) {
    return claims.acquire(
        run.bucket(),
        look.object().key(),
        look.head().etag(),
        look.head().versioned(),
        run.invocation().id());
  }

  /** Everything that only one invocation may do at a time. */
  private Outcome underClaim(Run run, Look look, Claims.Claim claim) {
    boolean toBeStored = false;
    try {
      Optional<Outcome> done = run.stages().time("lookAgain", () -> doneMeanwhile(run, look));
      if (done.isPresent()) {
        return finished(run, done.get());
      }
      IdentityReader.Result identity = identities.read(look.claimed());
      List<Problem> problems = problems(run, look, identity);
      if (!problems.isEmpty()) {
        return finished(run, conclusion.refused(run, look, problems));
      }
      if (!timeLeft(run)) {
        return noTime(run, look.head().etag());
      }
      toBeStored = true;
      LivenessAnswer answer =
          run.stages().time("recognition", () -> recognize(run, look, identity));
      Verdict verdict = conclusion.judge(run, answer);
      toBeStored = verdict.status().isFinal();
      Outcome outcome = conclusion.conclude(run, look, answer, verdict, identity);
      toBeStored = false;
      return finished(run, outcome);
    } catch (VerdictNotStored elsewhere) {
      toBeStored = toBeStored && !elsewhere.isInJson();
      throw elsewhere;
    } finally {
      if (!toBeStored) {
        run.stages().time("release", () -> claims.releaseOrLeave(run.bucket(), claim));
      }
    }
  }

  private LivenessAnswer recognize(Run run, Look look, IdentityReader.Result identity) {
    return recognition.check(run.bucket(), look.object().key(), identity.identity());
  }

  /** Another invocation may have finished between our look and our claim. */
  private Optional<Outcome> doneMeanwhile(Run run, Look look) {
    String marker = run.request().marker();
    if (marker != null && !queue.contains(run.bucket(), marker)) {
      return Optional.of(new Outcome.Skipped(look.object(), "done by another invocation"));
    }
    ObjectTags tags = run.bucket().tags(look.object().key(), look.object().versionId());
    Optional<VerdictStore.Found> tagged = verdicts.inTags(tags, look.subject());
    if (tagged.isPresent() || run.request().again()) {
      return nothingToDo(run, look, tagged);
    }
    Optional<VerdictStore.Found> stored =
        verdicts.inJson(run.bucket(), look.subject(), look.place());
    boolean aboutItsPerson = look.place() == VerdictStore.Place.AS_SET && look.namesSomebody();
    if (stored.isEmpty() && look.place() != VerdictStore.Place.ONLY_JSON) {
      verdicts.reportForged(tags, look.subject());
    }
    Optional<Outcome> done = nothingToDo(run, look, stored);
    if (done.isPresent() && stored.isPresent() && aboutItsPerson) {
      verdicts.restoreTags(run.bucket(), look.object(), stored.get(), look.subject());
    }
    return done;
  }

  private List<Problem> problems(Run run, Look look, IdentityReader.Result identity) {
    List<Problem> problems = new ArrayList<>(identity.problems());
    problems.addAll(Eligibility.problems(look.object().key(), look.head().size()));
    if (problems.isEmpty()) {
      challenges
          .refuse(
              run.bucket(),
              look.claimed().challenge(),
              identity.identity(),
              look.object(),
              look.head())
          .ifPresent(problems::add);
    }
    return problems;
  }

  private boolean timeLeft(Run run) {
    return run.invocation().deadline().allows(needed);
  }

  /** An event is gone once it is answered: what it had no time for goes into the queue. */
  private Outcome noTime(Run run, String etag) {
    CheckRequest request = run.request();
    if (request.source() != Source.EVENT) {
      return new Outcome.NoTime(request.object());
    }
    Instant due = clock.instant().plus(schedule.initialDelay());
    queue.put(
        run.bucket(),
        new RetryMarker(request.object(), etag, request.attempts(), RetryMarker.NO_TIME),
        due);
    return new Outcome.Pending(request.object(), null, due);
  }

  /**
   * Nothing could be asked, so nothing was charged. It counts towards the pace, not so far that no
   * attempt is left.
   */
  private Outcome postponed(Run run, CosException failed) {
    CheckRequest request = run.request();
    LivenessCode code = LivenessRecognition.codeOf(failed);
    if (request.source() == Source.CALLER) {
      throw failed;
    }
    int attempts = Math.min(request.attempts() + 1, Math.max(schedule.maxAttempts() - 1, 0));
    Instant due = schedule.due(code.codeClass(), request.attempts() + 1, clock.instant());
    String why = request.again() ? RetryMarker.RECHECK : code.code();
    queue.put(run.bucket(), new RetryMarker(request.object(), request.etag(), attempts, why), due);
    return finished(run, new Outcome.Pending(request.object(), null, due));
  }

  /** The retry that asked is done with: its outcome is stored, or queued under another time. */
  private Outcome finished(Run run, Outcome outcome) {
    if (run.request().marker() != null) {
      queue.remove(run.bucket(), run.request().marker());
    }
    return outcome;
  }
}
