package dev.cosliveness.event;

import java.util.List;

/** What woke the function. */
public sealed interface Trigger {
  /** Objects were created in COS. */
  record Objects(List<CosRecord> records) implements Trigger {}

  /** A timer fired; the message is empty when none is set. */
  record Timer(String message) implements Trigger {}

  /** An HTTP request, through a function URL or API Gateway. */
  record Http(HttpCall call) implements Trigger {}
}
