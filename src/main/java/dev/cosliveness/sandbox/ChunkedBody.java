package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body of unknown length: each write is one chunk, and closing ends the body, not the connection.
 */
final class ChunkedBody extends OutputStream {
  private final OutputStream connection;

  ChunkedBody(OutputStream connection) {
    this.connection = connection;
  }

  @Override
  public void write(int octet) throws IOException {
    write(new byte[] {(byte) octet}, 0, 1);
  }

  @Override
  public void write(byte[] octets, int from, int count) throws IOException {
    if (count > 0) {
      connection.write((Integer.toHexString(count) + "\r\n").getBytes(ISO_8859_1));
      connection.write(octets, from, count);
      connection.write("\r\n".getBytes(ISO_8859_1));
    }
  }

  @Override
  public void flush() throws IOException {
    connection.flush();
  }

  @Override
  public void close() throws IOException {
    connection.write("0\r\n\r\n".getBytes(ISO_8859_1));
  }
}
