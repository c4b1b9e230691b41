package dev.cosliveness.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Small real videos; {@code make.sh} beside them says how they were made. */
public final class Samples {
  public static final String PASS_MP4 = "pass.mp4";
  public static final String PASS_AVI = "pass.avi";
  public static final String PASS_FLV = "pass.flv";
  public static final String NO_SOUND = "silent-no-sound.mp4";
  public static final String TOO_SHORT = "too-short.mp4";
  public static final String TINY_PICTURE = "tiny-picture.mp4";

  private Samples() {}

  public static List<String> names() {
    return List.of(PASS_MP4, PASS_AVI, PASS_FLV, NO_SOUND, TOO_SHORT, TINY_PICTURE);
  }

  /**
   * @throws IllegalArgumentException when there is no such sample
   */
  public static byte[] bytes(String name) {
    try (InputStream in = Samples.class.getResourceAsStream("/sandbox/samples/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("No sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A good video: 3 s, 320x240, with sound. */
  public static byte[] pass() {
    return bytes(PASS_MP4);
  }
}
