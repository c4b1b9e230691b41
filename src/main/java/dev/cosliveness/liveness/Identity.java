package dev.cosliveness.liveness;

/**
 * Who the person claims to be, and how the video proves it. Prints without any of it.
 *
 * @param idCard 17 digits and a digit or X, in upper case
 * @param validateData null for {@link LivenessType#SILENT}
 * @param bestFrameNum 1 to 10; null for the engine's own choice of one
 */
public record Identity(
    String idCard, String name, LivenessType type, String validateData, Integer bestFrameNum) {

  /** First and last character only. */
  public String maskedIdCard() {
    return idCard.charAt(0) + "*".repeat(16) + idCard.charAt(17);
  }

  @Override
  public String toString() {
    return "Identity[masked, " + type + "]";
  }
}
