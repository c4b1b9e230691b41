package dev.cosliveness.liveness;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Shortens the pictures of an answer before its XML is parsed, where nobody wants them: to decode
 * and step over hundreds of kilobytes of Base64 takes as long as all calls of a check together.
 *
 * <p>Of a long run of Base64 characters behind a {@code >} the beginning is left, more than any
 * value that is looked at may have. Everything else passes as it is, names and markup too, so that
 * what was not well-formed is not well-formed afterwards either. Line breaks end a run: were they
 * part of one, a value behind many of them could lose its last digits.
 */
final class PictureSkimmer extends FilterInputStream {
  /** Of a run, in bytes. */
  static final int KEPT = 1024;

  private static final boolean[] BASE64 = new boolean[256];

  static {
    for (char c = 0; c < BASE64.length; c++) {
      BASE64[c] =
          c >= 'A' && c <= 'Z'
              || c >= 'a' && c <= 'z'
              || c >= '0' && c <= '9'
              || "+/=".indexOf(c) >= 0;
    }
  }

  private boolean inText;
  private int run;

  PictureSkimmer(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int left;
    do {
      int read = super.read(bytes, offset, length);
      if (read <= 0) {
        return read;
      }
      left = skim(bytes, offset, offset + read);
    } while (left == 0);
    return left;
  }

  /** Moves what is left together, and says how much that is. */
  private int skim(byte[] bytes, int from, int to) {
    int end = from;
    int at = from;
    while (at < to) {
      int start = at;
      while (at < to && BASE64[bytes[at] & 0xff]) {
        at++;
      }
      int keep = inText ? Math.clamp((long) KEPT - run, 0, at - start) : at - start;
      System.arraycopy(bytes, start, bytes, end, keep);
      end += keep;
      run = Math.min(run + at - start, KEPT);
      if (at < to) {
        byte other = bytes[at++];
        bytes[end++] = other;
        inText = other == '>' || inText && other != '<';
        run = 0;
      }
    }
    return end - from;
  }
}
