package dev.cosliveness.check;

import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.cos.ObjectTags;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.liveness.LivenessAnswer;
import dev.cosliveness.liveness.LivenessRecognition;
import dev.cosliveness.retry.Claims;
import dev.cosliveness.verdict.Verdict;
import dev.cosliveness.verdict.VerdictNotStored;
import dev.cosliveness.verdict.VerdictStore;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stores a video and has it judged in one call.
 *
 * <p>The upload fires a COS event of its own. So the claim is taken before it, under the ETag that
 * the upload will have: the MD5 of the content.
 *
 * @param needed time of an invocation that has to be left for a check to be started
 */
public record SubmitVideo(
    Buckets buckets,
    Challenges challenges,
    Claims claims,
    LivenessRecognition recognition,
    VerdictStore verdicts,
    Conclusion conclusion,
    Duration needed) {

  /**
   * A video and whose it is said to be.
   *
   * @param identity what {@code claimed} comes to
   */
  public record Submission(
      ObjectRef object,
      byte[] video,
      Claimed claimed,
      dev.cosliveness.liveness.Identity identity) {}

  /**
   * @throws CosException when the video or its verdict could not be stored
   */
  public Outcome submit(Submission submission, Invocation invocation) {
    ObjectRef object = submission.object();
    CosBucket bucket = buckets.open(object.bucket(), object.region(), invocation);
    CheckRequest request = CheckRequest.caller(object, submission.claimed(), false);
    Run run = new Run(request, invocation, bucket, new Stages());
    Outcome outcome = submit(run, submission);
    CheckLog.log(outcome, request, invocation, run.stages());
    return outcome;
  }

  private Outcome submit(Run run, Submission submission) {
    if (!run.invocation().deadline().allows(needed)) {
      return new Outcome.NoTime(submission.object());
    }
    String etag = md5(submission.video());
    Optional<ObjectHead> before = run.stages().time("look", () -> head(run));
    Optional<Claims.Claim> claim =
        run.stages()
            .time(
                "claim",
                () ->
                    claims.acquire(
                        run.bucket(),
                        submission.object().key(),
                        etag,
                        before.map(ObjectHead::versioned).orElse(true),
                        run.invocation().id()));
    return claim.isEmpty()
        ? new Outcome.BeingChecked(submission.object())
        : underClaim(run, submission, etag, claim.get());
  }

  private Outcome underClaim(Run run, Submission submission, String etag, Claims.Claim claim) {
    boolean toBeStored = false;
    try {
      Optional<Outcome> done = run.stages().time("lookAgain", () -> judged(run, submission, etag));
      if (done.isPresent()) {
        return done.get();
      }
      List<Problem> problems = refusedChallenge(run, submission, etag);
      if (!problems.isEmpty()) {
        store(run, submission);
        return conclusion.refused(run, look(run, submission), problems);
      }
      toBeStored = true;
      LivenessAnswer answer = run.stages().time("recognition", () -> upload(run, submission));
      Verdict verdict = conclusion.judge(run, answer);
      toBeStored = verdict.status().isFinal();
      if (head(run).isEmpty()) {
        // whether a failed check keeps the upload is not documented
        run.stages().time("keep", () -> store(run, submission));
      }
      Look look = look(run, submission);
      if (look.head().size() != submission.video().length || replaced(look, etag)) {
        toBeStored = false;
        return new Outcome.Skipped(submission.object(), "replaced during the check");
      }
      IdentityReader.Result identity = new IdentityReader.Result(submission.identity(), List.of());
      Outcome outcome = conclusion.conclude(run, look, answer, verdict, identity);
      toBeStored = false;
      return outcome;
    } catch (VerdictNotStored elsewhere) {
      toBeStored = toBeStored && !elsewhere.isInJson();
      throw elsewhere;
    } finally {
      if (!toBeStored) {
        run.stages().time("release", () -> claims.releaseOrLeave(run.bucket(), claim));
      }
    }
  }

  /** The very same video may be there already, with a verdict on the very same person. */
  private Optional<Outcome> judged(Run run, Submission submission, String etag) {
    return head(run)
        .filter(head -> head.etag().equals(etag))
        .flatMap(
            head -> {
              Look look = look(run, submission);
              return verdicts
                  .inTags(look.tags(), look.subject())
                  .or(() -> verdicts.inJson(run.bucket(), look.subject(), look.place()))
                  .filter(found -> found.status().isFinal())
                  .map(found -> new Outcome.AlreadyJudged(submission.object(), found));
            });
  }

  private List<Problem> refusedChallenge(Run run, Submission submission, String etag) {
    ObjectHead toBe =
        new ObjectHead(etag, submission.video().length, null, null, null, Map.of(), null);
    return challenges
        .refuse(
            run.bucket(),
            submission.claimed().challenge(),
            submission.identity(),
            submission.object(),
            toBe)
        .map(List::of)
        .orElse(List.of());
  }

  private LivenessAnswer upload(Run run, Submission submission) {
    return recognition.upload(
        run.bucket(),
        submission.object().key(),
        submission.video(),
        contentType(submission.object().key()),
        submission.claimed().metadata(),
        submission.identity());
  }

  private void store(Run run, Submission submission) {
    run.bucket()
        .put(
            submission.object().key(),
            submission.video(),
            contentType(submission.object().key()),
            submission.claimed().metadata());
  }

  private static Optional<ObjectHead> head(Run run) {
    try {
      return Optional.of(run.bucket().head(run.request().object().key(), null));
    } catch (CosException missing) {
      if (missing.isNotFound()) {
        return Optional.empty();
      }
      throw missing;
    }
  }

  private Look look(Run run, Submission submission) {
    ObjectHead head = run.bucket().head(submission.object().key(), null);
    ObjectRef object = submission.object().version(head.versionId());
    ObjectTags tags = run.bucket().tags(object.key(), object.versionId());
    return new Look(object, head, tags, submission.claimed());
  }

  /**
   * The ETag of a plain upload is the MD5 of its content; an encrypted bucket has others, of
   * another form.
   */
  private static boolean replaced(Look look, String etag) {
    return look.head().etag().matches("[0-9a-f]{32}") && !look.head().etag().equals(etag);
  }

  public static String contentType(String key) {
    String suffix = key.substring(key.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
    return switch (suffix) {
      case "avi" -> "video/x-msvideo";
      case "flv" -> "video/x-flv";
      default -> "video/mp4";
    };
  }

  private static String md5(byte[] content) {
    try {
      return HexFormat.of()
          .formatHex(java.security.MessageDigest.getInstance("MD5").digest(content));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
