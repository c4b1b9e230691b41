package dev.cosliveness.timer;

import dev.cosliveness.check.Buckets;
import dev.cosliveness.check.CheckRequest;
import dev.cosliveness.check.CheckVideo;
import dev.cosliveness.check.Eligibility;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.ObjectList;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.Invocation;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Walks a bucket for videos without a verdict: events that were missed, and what was there before
 * the function was. Goes on next time where it stopped.
 *
 * @param concurrency checks at a time
 * @param needed time that has to be left for another check to be started
 */
public record Sweep(
    Buckets buckets,
    CheckVideo check,
    Eligibility eligibility,
    SweepProgress progress,
    int concurrency,
    Duration needed) {
  private static final Logger LOG = Logger.getLogger(Sweep.class);
  private static final int PAGE = 1000;

  /** What is done with each video that is found. */
  interface Step {
    void with(ObjectList.Entry object, Tally tally);
  }

  Tally.Counts run(Bucket bucket, String prefix, Invocation invocation) {
    Invocation checks = invocation.endingEarlier(RetryRun.TO_ANSWER);
    Step step =
        (object, tally) -> {
          ObjectRef ref = new ObjectRef(bucket.name(), bucket.region(), object.key(), null);
          tally.count(check.check(CheckRequest.sweep(ref), checks));
        };
    return walk(bucket, prefix, invocation, "sweep", step);
  }

  Tally.Counts walk(Bucket bucket, String prefix, Invocation invocation, String task, Step step) {
    CosBucket open = buckets.open(bucket.name(), bucket.region(), invocation);
    Tally tally = new Tally();
    String progressKey = progress.key(task, prefix);
    String start = progress.read(open, progressKey);
    String stoppedAfter;
    try (Workers workers = new Workers(concurrency)) {
      stoppedAfter = pages(open, bucket, prefix, start, invocation, tally, workers, step);
    }
    boolean complete = stoppedAfter == null;
    if (!complete) {
      progress.write(open, progressKey, stoppedAfter);
    } else if (start != null) {
      progress.remove(open, progressKey);
    }
    Tally.Counts counts = tally.counts(complete);
    LOG.infof(
        "%s of %s: checked %s, queued %d, skipped %d, failed %d, left %d%s",
        task,
        bucket.name(),
        counts.checked(),
        counts.queued(),
        counts.skipped(),
        counts.failed(),
        counts.left(),
        complete ? "" : ", goes on next time");
    return counts;
  }

  /** Null when the end was reached, else the last key that was taken on, empty for none. */
  private String pages(
      CosBucket open,
      Bucket bucket,
      String prefix,
      String start,
      Invocation invocation,
      Tally tally,
      Workers workers,
      Step step) {
    String after = start;
    while (true) {
      ObjectList page = open.list(prefix, after, PAGE);
      for (ObjectList.Entry object : page.entries()) {
        ObjectRef ref = new ObjectRef(bucket.name(), bucket.region(), object.key(), null);
        if (eligibility.reasonToSkip(ref).isEmpty()
            && !workers.submit(
                () -> invocation.deadline().allows(needed.plus(RetryRun.TO_ANSWER)),
                () -> one(object, tally, step))) {
          tally.left();
          return after == null ? "" : after;
        }
        after = object.key();
      }
      if (page.next() == null) {
        return null;
      }
      after = page.next();
    }
  }

  private static void one(ObjectList.Entry object, Tally tally, Step step) {
    try {
      step.with(object, tally);
    } catch (RuntimeException failed) {
      tally.failed();
      LOG.errorf("%s failed: %s", object.key(), Failure.describe(failed));
    }
  }
}
