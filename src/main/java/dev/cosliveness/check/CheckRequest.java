package dev.cosliveness.check;

import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.verdict.VerdictStore;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What is to be checked, and why.
 *
 * @param claimed the identity of the request; null when the object's metadata has it
 * @param etag the content it has to be; null for whatever is there
 * @param attempts charged calls made so far
 * @param marker the key of the retry that asks for it; null when none does
 * @param again whether a new verdict is wanted although there is one
 * @param askedAt since when it is wanted; null for now
 */
public record CheckRequest(
    Source source,
    ObjectRef object,
    Claimed claimed,
    String etag,
    int attempts,
    String marker,
    boolean again,
    Instant askedAt) {

  /** Who asks. */
  public enum Source {
    EVENT,
    RETRY,
    SWEEP,
    CALLER
  }

  /** Whether a verdict is from after somebody asked for a new one: asked twice is answered once. */
  boolean isAnsweredBy(VerdictStore.Found found) {
    if (askedAt == null || !found.status().isFinal() || found.verdict().checkedAt().isEmpty()) {
      return false;
    }
    try {
      return Instant.parse(found.verdict().checkedAt()).isAfter(askedAt);
    } catch (DateTimeException unreadable) {
      return false;
    }
  }

  public static CheckRequest event(ObjectRef object) {
    return new CheckRequest(Source.EVENT, object, null, null, 0, null, false, null);
  }

  public static CheckRequest sweep(ObjectRef object) {
    return new CheckRequest(Source.SWEEP, object, null, null, 0, null, false, null);
  }

  public static CheckRequest caller(ObjectRef object, Claimed claimed, boolean again) {
    return new CheckRequest(Source.CALLER, object, claimed, null, 0, null, again, null);
  }
}
