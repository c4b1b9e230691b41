package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;

/** Reads the tags of an FLV; the picture's size is in onMetaData. */
final class Flv {
  static final int MAGIC = 'F' << 16 | 'L' << 8 | 'V';
  private static final int SOUND = 8;
  private static final int PICTURE = 9;
  private static final int SCRIPT = 18;

  private int lastMillis;
  private int pictures;
  private int width;
  private int height;
  private boolean sound;

  Video read(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes);
    file.position(file.getInt(5));
    while (file.remaining() > 4) {
      file.getInt();
      tag(file);
    }
    if (pictures == 0 || file.remaining() != 4) {
      throw new IllegalArgumentException("The file is cut off");
    }
    return new Video("flv", lastMillis / 1000.0, width, height, sound);
  }

  private void tag(ByteBuffer file) {
    int typeAndSize = file.getInt();
    int time = file.getInt();
    int stamp = time >>> 8 | (time & 0xff) << 24;
    file.position(file.position() + 3);
    int size = typeAndSize & 0xffffff;
    ByteBuffer content = file.slice(file.position(), size);
    file.position(file.position() + size);
    switch (typeAndSize >>> 24) {
      case SOUND -> sound = true;
      case PICTURE -> {
        pictures++;
        lastMillis = Math.max(lastMillis, stamp);
      }
      case SCRIPT -> {
        width = number(content, "width");
        height = number(content, "height");
      }
      default -> {
        // nothing else matters here
      }
    }
  }

  /** AMF0: the name, then 0 for a number, then a double; 0 when it is not there. */
  private static int number(ByteBuffer script, String name) {
    byte[] octets = new byte[script.remaining()];
    script.get(0, octets);
    String marked = "\0" + (char) name.length() + name + "\0";
    int at = new String(octets, ISO_8859_1).indexOf(marked);
    return at < 0 ? 0 : (int) script.getDouble(at + marked.length());
  }
}
