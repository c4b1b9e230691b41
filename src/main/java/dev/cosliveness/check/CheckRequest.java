package dev.cosliveness.check;

import dev.cosliveness.cos.ObjectRef;

/**
 * What is to be checked, and why.
 *
 * @param claimed the identity of the request; null when the object's metadata has it
 * @param etag the content it has to be; null for whatever is there
 * @param attempts charged calls made so far
 * @param marker the key of the retry that asks for it; null when none does
 * @param again whether a new verdict is wanted although there is one
 */
public record CheckRequest(
    Source source,
    ObjectRef object,
    Claimed claimed,
    String etag,
    int attempts,
    String marker,
    boolean again) {

  /** Who asks. */
  public enum Source {
    EVENT,
    RETRY,
    SWEEP,
    CALLER
  }

  public static CheckRequest event(ObjectRef object) {
    return new CheckRequest(Source.EVENT, object, null, null, 0, null, false);
  }

  public static CheckRequest sweep(ObjectRef object) {
    return new CheckRequest(Source.SWEEP, object, null, null, 0, null, false);
  }

  public static CheckRequest caller(ObjectRef object, Claimed claimed, boolean again) {
    return new CheckRequest(Source.CALLER, object, claimed, null, 0, null, again);
  }
}
