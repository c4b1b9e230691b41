package dev.cosliveness.retry;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.ObjectHead;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Sees to it that one video is checked by one invocation at a time.
 *
 * <p>A claim is an object that only one can create. One that is older than the time to live was
 * left behind by a process that died; it is not replaced, because two could do that at once, but
 * succeeded: by a claim whose name tells which one it succeeds, and which again only one can
 * create.
 *
 * <p>Where the bucket has versioning the server does not refuse to overwrite. There the claim is
 * looked for before it is written, and read back after: two invocations in the same few
 * milliseconds may both get through.
 *
 * @param prefix of all that is written, ends with a slash
 * @param timeToLive by the server's clock, never by the content of a claim
 */
public record Claims(String prefix, Duration timeToLive) {
  /** More takeovers than any one video can have needed. */
  private static final int TAKEOVERS = 50;

  private static final Logger LOG = Logger.getLogger(Claims.class);

  /**
   * What was claimed, to be released.
   *
   * @param names the newest last
   */
  public record Claim(List<String> names) {}

  /** Empty when another invocation is at it. */
  public Optional<Claim> acquire(
      CosBucket bucket, String key, String etag, boolean versioned, String invocationId) {
    List<String> names = new ArrayList<>();
    String name = prefix + "claims/" + ObjectHash.of(key, etag);
    for (int takeover = 0; takeover <= TAKEOVERS; takeover++) {
      names.add(name);
      if (create(bucket, name, versioned, invocationId)) {
        return Optional.of(new Claim(List.copyOf(names)));
      }
      Optional<Instant> abandoned = abandoned(bucket, name);
      if (abandoned.isEmpty()) {
        return Optional.empty();
      }
      name = names.getFirst() + "." + abandoned.get().getEpochSecond();
    }
    return Optional.empty();
  }

  /** What cannot be released is over after its time: no reason to undo what was done under it. */
  public void releaseOrLeave(CosBucket bucket, Claim claim) {
    try {
      release(bucket, claim);
    } catch (CosException failed) {
      LOG.warnf("a claim stays until its time is over: %s", failed.getMessage());
    }
  }

  /** The oldest goes last: until then nobody can start a new chain. */
  private static void release(CosBucket bucket, Claim claim) {
    List<String> newestFirst = new ArrayList<>(claim.names());
    Collections.reverse(newestFirst);
    newestFirst.forEach(bucket::delete);
  }

  /**
   * A claim whose answer got lost was sent again, and refused because it is there: it is ours all
   * the same.
   */
  private static boolean create(
      CosBucket bucket, String name, boolean versioned, String invocationId) {
    if (versioned && bucket.get(name).isPresent()) {
      return false;
    }
    String mine = invocationId + " " + UUID.randomUUID();
    boolean created = bucket.putNew(name, mine.getBytes(UTF_8), "text/plain");
    return created && !versioned
        || bucket.get(name).filter(now -> new String(now, UTF_8).equals(mine)).isPresent();
  }

  /**
   * When it was made, if its time is over; empty when it still holds, or has just been released.
   */
  private Optional<Instant> abandoned(CosBucket bucket, String name) {
    try {
      ObjectHead head = bucket.head(name, null);
      Instant made = head.modifiedAt();
      Instant now = head.serverTime();
      boolean over = made != null && now != null && made.plus(timeToLive).isBefore(now);
      return over ? Optional.of(made) : Optional.empty();
    } catch (CosException released) {
      if (released.isNotFound()) {
        return Optional.empty();
      }
      throw released;
    }
  }
}
