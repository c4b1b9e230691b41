package dev.cosliveness.sandbox;

import java.util.Optional;

/**
 * What a call led to.
 *
 * @param created the object it wrote, for which an event fires
 * @param charged whether the liveness engine was reached
 */
record Outcome(Reply reply, Optional<Created> created, boolean charged) {

  /**
   * @param way the last part of the event's name: Put or Copy
   */
  record Created(StoredObject object, String way) {}

  static Outcome of(Reply reply) {
    return new Outcome(reply, Optional.empty(), false);
  }

  static Outcome wrote(Reply reply, StoredObject object, String way) {
    return new Outcome(reply, Optional.of(new Created(object, way)), false);
  }
}
