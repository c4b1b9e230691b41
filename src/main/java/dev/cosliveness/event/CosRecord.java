package dev.cosliveness.event;

import dev.cosliveness.cos.ObjectRef;

/** One record of a COS event. */
public sealed interface CosRecord {
  /** An object was created. */
  record Created(ObjectRef object) implements CosRecord {}

  /** Something else happened. */
  record Other(String eventName) implements CosRecord {}

  /** A record that cannot be acted on; the reason names the field and the rule. */
  record Unreadable(String why) implements CosRecord {}
}
