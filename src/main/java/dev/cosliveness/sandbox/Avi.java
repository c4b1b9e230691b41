package dev.cosliveness.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the chunks of an AVI: little-endian sizes, four-letter names. */
final class Avi {
  static final int RIFF = Video.fourcc("RIFF");
  private static final int LIST = Video.fourcc("LIST");
  private static final int AVI = Video.fourcc("AVI ");
  private static final int HDRL = Video.fourcc("hdrl");
  private static final int STRL = Video.fourcc("strl");
  private static final int MOVI = Video.fourcc("movi");
  private static final int AVIH = Video.fourcc("avih");
  private static final int STRH = Video.fourcc("strh");
  private static final int AUDS = Video.fourcc("auds");

  private double seconds;
  private int width;
  private int height;
  private boolean sound;
  private boolean movi;

  Video read(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    file.getInt();
    int size = size(file);
    if (letters(file) != AVI) {
      throw new IllegalArgumentException("A RIFF file that is no AVI");
    }
    if (size < 4 || size + 8L > bytes.length) {
      throw new IllegalArgumentException("The file is cut off");
    }
    chunks(file.limit(size + 8));
    if (!movi) {
      throw new IllegalArgumentException("An AVI has movi");
    }
    return new Video("avi", seconds, width, height, sound);
  }

  private void chunks(ByteBuffer all) {
    while (all.remaining() >= 8) {
      int name = letters(all);
      int size = size(all);
      if (size < 0 || size > all.remaining()) {
        throw new IllegalArgumentException("A chunk must fit");
      }
      chunk(name, all.slice(all.position(), size));
      all.position(Math.min(all.limit(), all.position() + size + (size & 1)));
    }
  }

  private void chunk(int name, ByteBuffer content) {
    if (name == LIST) {
      int list = letters(content);
      movi |= list == MOVI;
      if (list == HDRL || list == STRL) {
        chunks(content);
      }
    } else if (name == AVIH) {
      ByteBuffer header = content.order(ByteOrder.LITTLE_ENDIAN);
      seconds = header.getInt(0) / 1e6 * header.getInt(16);
      width = header.getInt(32);
      height = header.getInt(36);
    } else if (name == STRH) {
      sound |= letters(content) == AUDS;
    }
  }

  private static int letters(ByteBuffer from) {
    return from.order(ByteOrder.BIG_ENDIAN).getInt();
  }

  private static int size(ByteBuffer from) {
    return from.order(ByteOrder.LITTLE_ENDIAN).getInt();
  }
}
