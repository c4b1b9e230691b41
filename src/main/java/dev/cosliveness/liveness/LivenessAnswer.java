package dev.cosliveness.liveness;

import java.math.BigDecimal;
import java.util.List;

/** What came of a charged call. */
public sealed interface LivenessAnswer {
  /** The id under which Tencent knows the request; null when there was no answer. */
  String requestId();

  /**
   * Live, and compared.
   *
   * @param similarity 0 to 100
   * @param bestFrames JPEG pictures; empty when they were not wanted
   */
  record Scored(BigDecimal similarity, List<byte[]> bestFrames, String requestId)
      implements LivenessAnswer {}

  /** Judged or refused with a code. */
  record Failed(LivenessCode code, String requestId) implements LivenessAnswer {}

  /** A success that does not hold together; nobody may read it as passed. */
  record Broken(String why, String requestId) implements LivenessAnswer {}

  /** Nothing came back: the call may have been carried out and charged. */
  record Lost(String requestId) implements LivenessAnswer {}
}
