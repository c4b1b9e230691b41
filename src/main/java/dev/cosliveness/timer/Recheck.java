package dev.cosliveness.timer;

import dev.cosliveness.check.Buckets;
import dev.cosliveness.check.CheckRequest;
import dev.cosliveness.check.CheckVideo;
import dev.cosliveness.check.Outcome;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.retry.RetryMarker;
import dev.cosliveness.retry.RetryQueue;
import java.time.Clock;

/** New verdicts on demand: for one video now, or for all under a prefix through the queue. */
public record Recheck(
    Buckets buckets, CheckVideo check, RetryQueue queue, Sweep sweep, Clock clock) {

  public Outcome now(ObjectRef object, Invocation invocation) {
    return check.check(CheckRequest.caller(object, null, true), invocation);
  }

  /**
   * Queues what is there; a long prefix takes several calls, each going on where the last one
   * stopped.
   */
  public Tally.Counts later(Bucket bucket, String prefix, Invocation invocation) {
    var open = buckets.open(bucket.name(), bucket.region(), invocation);
    return sweep.walk(
        bucket,
        prefix,
        invocation,
        "recheck",
        (object, tally) -> {
          ObjectRef ref = new ObjectRef(bucket.name(), bucket.region(), object.key(), null);
          queue.put(
              open, new RetryMarker(ref, object.etag(), 0, RetryMarker.RECHECK), clock.instant());
          tally.queued();
        });
  }
}
