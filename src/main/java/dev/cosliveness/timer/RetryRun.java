package dev.cosliveness.timer;

import dev.cosliveness.check.Buckets;
import dev.cosliveness.check.CheckRequest;
import dev.cosliveness.check.CheckRequest.Source;
import dev.cosliveness.check.CheckVideo;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.retry.RetryMarker;
import dev.cosliveness.retry.RetryQueue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Checks again what is due, oldest first, several at a time, until nothing is due or time is short.
 * One object that fails stops none of the others.
 *
 * @param concurrency checks at a time
 * @param needed time that has to be left for another check to be started
 */
public record RetryRun(
    Buckets buckets,
    RetryQueue queue,
    CheckVideo check,
    int concurrency,
    Duration needed,
    Clock clock) {
  private static final Logger LOG = Logger.getLogger(RetryRun.class);

  /** Kept for what comes after the last check. */
  static final Duration TO_ANSWER = Duration.ofSeconds(1);

  Tally.Counts run(Bucket bucket, Invocation invocation) {
    CosBucket open = buckets.open(bucket.name(), bucket.region(), invocation);
    Tally tally = new Tally();
    AtomicReference<Instant> oldest = new AtomicReference<>();
    boolean complete;
    try (Workers workers = new Workers(concurrency)) {
      complete = walk(open, bucket, invocation.endingEarlier(TO_ANSWER), tally, oldest, workers);
    }
    Tally.Counts counts = tally.counts(complete);
    LOG.infof(
        "retries of %s: due %d, oldest due %s, done %d, failed %d, left %d%s",
        bucket.name(),
        counts.done() + counts.failed() + counts.left(),
        oldest.get() == null ? "none" : oldest.get(),
        counts.done(),
        counts.failed(),
        counts.left(),
        complete ? "" : ", more next time");
    return counts;
  }

  /** Whether everything that is due was taken on. */
  private boolean walk(
      CosBucket open,
      Bucket bucket,
      Invocation invocation,
      Tally tally,
      AtomicReference<Instant> oldest,
      Workers workers) {
    String after = null;
    while (true) {
      RetryQueue.Due due = queue.due(open, after, clock.instant());
      for (RetryQueue.Entry entry : due.entries()) {
        oldest.compareAndSet(null, entry.due());
        if (!workers.submit(
            () -> invocation.deadline().allows(needed),
            () -> one(open, bucket, entry, invocation, tally))) {
          tally.left();
          return false;
        }
        after = entry.key();
      }
      if (!due.more() || due.entries().isEmpty()) {
        return true;
      }
    }
  }

  private void one(
      CosBucket open, Bucket bucket, RetryQueue.Entry entry, Invocation invocation, Tally tally) {
    try {
      Optional<RetryMarker> marker = queue.read(open, entry.key(), bucket.name(), bucket.region());
      if (marker.isEmpty()) {
        queue.remove(open, entry.key());
        tally.skipped();
        return;
      }
      tally.count(check.check(request(marker.get(), entry), invocation));
    } catch (RuntimeException failed) {
      tally.failed();
      LOG.errorf(
          "retry %s failed and stays in the queue: %s", entry.key(), Failure.describe(failed));
    }
  }

  private static CheckRequest request(RetryMarker marker, RetryQueue.Entry entry) {
    return new CheckRequest(
        Source.RETRY,
        marker.object(),
        null,
        marker.etag(),
        marker.attempt(),
        entry.key(),
        marker.recheck(),
        entry.due());
  }
}
