package dev.cosliveness.sandbox;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * What a container says of the video in it.
 *
 * @param format mp4, avi or flv
 * @param width in pixels
 * @param sound whether there is a sound track
 */
record Video(String format, double seconds, int width, int height, boolean sound) {

  /** Empty when the bytes are none of the three formats, or its structure is broken or cut off. */
  static Optional<Video> read(byte[] bytes) {
    try {
      return Optional.of(parse(bytes)).filter(video -> video.width() > 0 && video.height() > 0);
    } catch (BufferUnderflowException
        | IllegalArgumentException
        | IndexOutOfBoundsException broken) {
      return Optional.empty();
    }
  }

  private static Video parse(byte[] bytes) {
    ByteBuffer start = ByteBuffer.wrap(bytes);
    int first = start.getInt();
    int second = start.getInt();
    if (second == Mp4.FTYP) {
      return new Mp4().read(bytes);
    } else if (first == Avi.RIFF) {
      return new Avi().read(bytes);
    } else if (first >>> 8 == Flv.MAGIC) {
      return new Flv().read(bytes);
    }
    throw new IllegalArgumentException("Neither mp4 nor avi nor flv");
  }

  /** Four letters as they are read from a file, first letter first. */
  static int fourcc(String letters) {
    return letters.charAt(0) << 24
        | letters.charAt(1) << 16
        | letters.charAt(2) << 8
        | letters.charAt(3);
  }
}
