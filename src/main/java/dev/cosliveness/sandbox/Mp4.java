package dev.cosliveness.sandbox;

import java.nio.ByteBuffer;
import java.util.Set;

/** Reads the boxes of ISO 14496-12 (mp4, mov) that tell length, picture and sound. */
final class Mp4 {
  static final int FTYP = Video.fourcc("ftyp");
  private static final int MOOV = Video.fourcc("moov");
  private static final int MDAT = Video.fourcc("mdat");
  private static final int MVHD = Video.fourcc("mvhd");
  private static final int TKHD = Video.fourcc("tkhd");
  private static final int HDLR = Video.fourcc("hdlr");
  private static final int VIDEO = Video.fourcc("vide");
  private static final int SOUND = Video.fourcc("soun");
  private static final Set<Integer> CONTAINERS =
      Set.of(MOOV, Video.fourcc("trak"), Video.fourcc("mdia"));

  private boolean moov;
  private boolean mdat;
  private double seconds;
  private int trackWidth;
  private int trackHeight;
  private int width;
  private int height;
  private boolean sound;

  Video read(byte[] bytes) {
    boxes(ByteBuffer.wrap(bytes));
    if (!moov || !mdat) {
      throw new IllegalArgumentException("An mp4 has moov and mdat");
    }
    return new Video("mp4", seconds, width, height, sound);
  }

  private void boxes(ByteBuffer all) {
    while (all.hasRemaining()) {
      int start = all.position();
      long size = Integer.toUnsignedLong(all.getInt());
      int type = all.getInt();
      if (size == 1) {
        size = all.getLong();
      } else if (size == 0) {
        size = all.limit() - (long) start;
      }
      long end = start + size;
      if (end < all.position() || end > all.limit()) {
        throw new IllegalArgumentException("A box must fit");
      }
      box(type, all.slice(all.position(), (int) end - all.position()));
      all.position((int) end);
    }
  }

  private void box(int type, ByteBuffer content) {
    moov |= type == MOOV;
    mdat |= type == MDAT;
    if (CONTAINERS.contains(type)) {
      boxes(content);
    } else if (type == MVHD) {
      boolean wide = content.getInt() >>> 24 == 1;
      content.position(content.position() + (wide ? 16 : 8));
      long timescale = Integer.toUnsignedLong(content.getInt());
      long duration = wide ? content.getLong() : Integer.toUnsignedLong(content.getInt());
      seconds = timescale == 0 ? 0 : (double) duration / timescale;
    } else if (type == TKHD) {
      trackHeight = content.getInt(content.limit() - 4) >>> 16;
      trackWidth = content.getInt(content.limit() - 8) >>> 16;
    } else if (type == HDLR) {
      int handler = content.getInt(8);
      sound |= handler == SOUND;
      if (handler == VIDEO) {
        width = trackWidth;
        height = trackHeight;
      }
    }
  }
}
