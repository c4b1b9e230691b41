package dev.cosliveness.verdict;

import dev.cosliveness.liveness.CodeClass;
import java.util.Arrays;
import java.util.Optional;

/** What the caller may rely on. */
public enum Status {
  /** Live, and similar enough. */
  PASSED,
  /** Judged: not live, a spoof, or another person. */
  REJECTED,
  /** This video or this identity cannot be judged; another one may be. */
  RESUBMIT,
  /** A person has to look. */
  REVIEW,
  /** The operator has to act, and repeating did not help. */
  ERROR,
  /** Not judged yet; a retry is due. */
  PENDING;

  public boolean isFinal() {
    return this != PENDING;
  }

  public static Optional<Status> of(String name) {
    return Arrays.stream(values()).filter(s -> s.name().equals(name)).findFirst();
  }

  /** What a failure of this class comes to. Only a similarity ever comes to {@link #PASSED}. */
  public static Status of(CodeClass failure) {
    return switch (failure) {
      case SPOOF, NOT_SAME_PERSON, LIVENESS_FAILED -> REJECTED;
      case VIDEO_UNUSABLE, IDENTITY_WRONG -> RESUBMIT;
      case TRANSIENT, THROTTLED, QUOTA, ACCOUNT, CREDENTIAL, REQUEST, CLOCK -> PENDING;
      case IDENTITY_UNAVAILABLE,
          BROKEN_ANSWER,
          UNKNOWN,
          GONE,
          ALREADY_DONE,
          OK_EMPTY,
          EXHAUSTED,
          PASSED ->
          REVIEW;
    };
  }

  /** What is left of a failure of this class when no attempt is left. */
  public static Status exhausted(CodeClass failure) {
    return switch (failure) {
      case ACCOUNT, CREDENTIAL, REQUEST -> ERROR;
      default -> REVIEW;
    };
  }
}
