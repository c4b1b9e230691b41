package dev.cosliveness.liveness;

import java.util.Arrays;

/** What a code says about the person, the video, the identity, the service or us. */
public enum CodeClass {
  PASSED,
  SPOOF,
  NOT_SAME_PERSON,
  LIVENESS_FAILED,
  VIDEO_UNUSABLE,
  IDENTITY_WRONG,
  IDENTITY_UNAVAILABLE,
  TRANSIENT,
  THROTTLED,
  QUOTA,
  ACCOUNT,
  CREDENTIAL,
  REQUEST,
  CLOCK,
  GONE,
  ALREADY_DONE,
  OK_EMPTY,
  BROKEN_ANSWER,
  EXHAUSTED,
  UNKNOWN;

  static CodeClass of(String name) {
    return Arrays.stream(values())
        .filter(c -> c.name().replace('_', '-').equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no such class of codes: " + name));
  }
}
