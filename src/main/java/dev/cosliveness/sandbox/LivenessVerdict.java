package dev.cosliveness.sandbox;

/** How a check ended. */
sealed interface LivenessVerdict {
  /** Live, and the same person to this degree, as CI prints it. */
  record Passed(String sim) implements LivenessVerdict {}

  /** Failed with one of Tencent's codes. */
  record Failed(String code) implements LivenessVerdict {}
}
