package dev.cosliveness.check;

import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.event.Invocation;

/** Opens a bucket with the credentials and within the time of one invocation. */
public interface Buckets {
  CosBucket open(String bucket, String region, Invocation invocation);
}
