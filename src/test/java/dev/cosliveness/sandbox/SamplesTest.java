package dev.cosliveness.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplesTest {
  @ParameterizedTest
  @CsvSource({
    "pass.mp4, mp4, 3.0, 320, 240, true",
    "pass.avi, avi, 3.0, 320, 240, true",
    "pass.flv, flv, 3.0, 320, 240, true",
    "silent-no-sound.mp4, mp4, 3.0, 320, 240, false",
    "too-short.mp4, mp4, 1.0, 320, 240, true",
    "tiny-picture.mp4, mp4, 3.0, 96, 72, true",
  })
  void inspectionReadsRealFiles(
      String name, String format, double seconds, int width, int height, boolean sound) {
    Video video = Video.read(Samples.bytes(name)).orElseThrow();
    assertEquals(format, video.format());
    assertEquals(seconds, video.seconds(), 0.3);
    assertEquals(width, video.width());
    assertEquals(height, video.height());
    assertEquals(sound, video.sound());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pass.mp4", "pass.avi", "pass.flv"})
  void cutOffFilesAreBroken(String name) {
    byte[] whole = Samples.bytes(name);
    for (int length :
        new int[] {0, 1, 8, 12, 40, whole.length / 4, whole.length / 2, whole.length - 1}) {
      assertEquals(
          Optional.empty(), Video.read(Arrays.copyOf(whole, length)), name + " of " + length);
    }
  }

  @Test
  void otherFilesAreNoVideos() {
    assertTrue(Video.read("<html>not a video at all</html>".getBytes()).isEmpty());
    assertTrue(Video.read(BestFrames.jpeg(0, 0)).isEmpty());
    assertTrue(Video.read(new byte[100]).isEmpty());
  }

  @Test
  void samplesAreSmall() {
    for (String name : Samples.names()) {
      assertFalse(Samples.bytes(name).length > 40_000, name);
    }
  }
}
