package dev.cosliveness.retry;

import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.ObjectList;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The retries of one bucket, as small objects whose keys sort by the time they are due: however
 * long the queue, only what is due is listed.
 *
 * @param prefix of all that is written, ends with a slash
 * @param batch keys that are listed at a time
 */
public record RetryQueue(String prefix, int batch) {
  private static final DateTimeFormatter DUE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int DUE_LENGTH = "20261122T120000Z".length();

  /** A retry under its key. */
  public record Entry(String key, Instant due) {}

  /**
   * What is due, oldest first.
   *
   * @param more whether there may be more of it after these
   */
  public record Due(List<Entry> entries, boolean more) {}

  /**
   * @return the key it was put under
   */
  public String put(CosBucket bucket, RetryMarker marker, Instant due) {
    String key = folder() + DUE.format(due) + "-" + marker.hash() + ".json";
    bucket.put(key, marker.document(), "application/json");
    return key;
  }

  /**
   * @param after the key after which to start; null for the oldest
   */
  public Due due(CosBucket bucket, String after, Instant now) {
    ObjectList page = bucket.list(folder(), after, batch);
    List<Entry> entries = new ArrayList<>();
    for (ObjectList.Entry object : page.entries()) {
      Entry entry = new Entry(object.key(), dueTime(object.key()));
      if (entry.due().isAfter(now)) {
        return new Due(entries, false);
      }
      entries.add(entry);
    }
    return new Due(entries, page.next() != null);
  }

  /** Whether no other invocation has finished with it. */
  public boolean contains(CosBucket bucket, String key) {
    return bucket.get(key).isPresent();
  }

  /** Empty when it is gone, or no retry of this bucket. */
  public Optional<RetryMarker> read(
      CosBucket bucket, String key, String bucketName, String region) {
    return bucket.get(key).flatMap(document -> RetryMarker.read(document, bucketName, region));
  }

  public void remove(CosBucket bucket, String key) {
    bucket.delete(key);
  }

  /**
   * What somebody put there under another name is due at once, so that it is looked at and removed.
   */
  private Instant dueTime(String key) {
    String name = key.substring(folder().length());
    try {
      return LocalDateTime.parse(name.substring(0, Math.min(name.length(), DUE_LENGTH)), DUE)
          .toInstant(ZoneOffset.UTC);
    } catch (DateTimeException notOurs) {
      return Instant.EPOCH;
    }
  }

  private String folder() {
    return prefix + "retries/";
  }
}
