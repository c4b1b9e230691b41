package dev.cosliveness.liveness;

/**
 * One code: Tencent's own, or {@code Local.*} for ours.
 *
 * @param advice what to do next: none, new-video, new-identity, manual-review, wait, operator
 */
public record LivenessCode(
    String code, CodeClass codeClass, String advice, String english, String chinese) {
  public static final String SUCCESS = "Success";
  public static final String LOW_SIMILARITY = "Local.LowSimilarity";
  public static final String IDENTITY_MISSING = "Local.IdentityMissing";
  public static final String ID_CARD_FORMAT = "Local.IdCardFormat";
  public static final String NAME_FORMAT = "Local.NameFormat";
  public static final String LIVENESS_TYPE = "Local.LivenessType";
  public static final String VALIDATE_DATA = "Local.ValidateData";
  public static final String BEST_FRAME_NUM = "Local.BestFrameNum";
  public static final String VIDEO_SIZE = "Local.VideoSize";
  public static final String VIDEO_FORMAT = "Local.VideoFormat";
  public static final String CHALLENGE = "Local.Challenge";
  public static final String BAD_RESPONSE = "Local.BadResponse";
  public static final String NO_ANSWER = "Local.NoAnswer";
  public static final String ATTEMPTS_EXHAUSTED = "Local.AttemptsExhausted";

  /** What nobody has told us the meaning of: a person has to look. */
  static LivenessCode unknown(String code) {
    return new LivenessCode(
        code,
        CodeClass.UNKNOWN,
        "manual-review",
        "The check answered a code that is not known here; please review.",
        "检测返回了未知的错误码，请人工复核。");
  }
}
