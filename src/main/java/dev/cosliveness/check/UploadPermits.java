package dev.cosliveness.check;

import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.verdict.Seal;

/**
 * Tells uploads that CI judged on the way from uploads that only say so: what goes along as
 * metadata was signed here for this key.
 */
public record UploadPermits(Seal seal) {
  /** The name of the metadata, without its prefix. */
  public static final String METADATA = "liveness-mode";

  /** What an ordinary upload says, so that it cannot say the other. */
  public static final String EVENT = "event";

  public String immediate(ObjectRef object) {
    return "immediate." + seal.sign(text(object));
  }

  boolean judgedAtUpload(ObjectRef object, ObjectHead head) {
    String mode = head.metadata().get(METADATA);
    return mode != null
        && mode.startsWith("immediate.")
        && seal.signed(mode.substring("immediate.".length()), text(object));
  }

  private static String text(ObjectRef object) {
    return String.join("\n", "cos-liveness/immediate/1", object.bucket(), object.key());
  }
}
