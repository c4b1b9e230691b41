package dev.cosliveness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Whatever takes an event as the platform sends it. */
public interface EventTarget {
  /**
   * @param time that the platform allows
   */
  Answer invoke(String event, Duration time);

  /**
   * What the platform gets to see.
   *
   * @param failed whether it would send the event again
   */
  record Answer(boolean failed, JsonNode body) {}
}
