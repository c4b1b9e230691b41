package dev.cosliveness.scf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Lines and bytes of a connection. Only one thread may read. */
final class WireReader {
  private static final int LINE_LIMIT = 16 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[LINE_LIMIT];
  private int at;
  private int end;

  WireReader(InputStream in) {
    this.in = in;
  }

  /** Whether nothing has come that was not read. */
  boolean isEmpty() {
    return at == end;
  }

  /** Without its end, which is LF or CR and LF. */
  String line() throws IOException {
    for (int next = at; ; next++) {
      if (next == end) {
        next -= at;
        more();
        next += at;
      }
      if (buffer[next] == '\n') {
        int length = next > at && buffer[next - 1] == '\r' ? next - 1 - at : next - at;
        String line = new String(buffer, at, length, ISO_8859_1);
        at = next + 1;
        return line;
      }
    }
  }

  /**
   * @throws IOException also when that is more than the limit
   */
  byte[] bytes(int length, int limit) throws IOException {
    withinLimit(length, limit);
    byte[] bytes = new byte[length];
    int buffered = Math.min(length, end - at);
    System.arraycopy(buffer, at, bytes, 0, buffered);
    at += buffered;
    if (in.readNBytes(bytes, buffered, length - buffered) < length - buffered) {
      throw new EOFException("the answer ends early");
    }
    return bytes;
  }

  /** All up to the end of the connection. */
  byte[] rest(int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(buffer, at, end - at);
    at = end;
    bytes.writeBytes(in.readNBytes(limit + 1));
    withinLimit(bytes.size(), limit);
    return bytes.toByteArray();
  }

  private void more() throws IOException {
    System.arraycopy(buffer, at, buffer, 0, end - at);
    end -= at;
    at = 0;
    if (end == LINE_LIMIT) {
      throw new IOException("a line of more than " + LINE_LIMIT + " bytes");
    }
    int read = in.read(buffer, end, LINE_LIMIT - end);
    if (read < 0) {
      throw new EOFException("the connection was closed");
    }
    end += read;
  }

  private static void withinLimit(int length, int limit) throws IOException {
    if (length > limit) {
      throw new IOException("an answer of more than " + limit + " bytes");
    }
  }
}
