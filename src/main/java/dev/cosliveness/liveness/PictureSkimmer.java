package dev.cosliveness.liveness;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Shortens the pictures of an answer before its XML is parsed, where nobody wants them: to decode
 * and step over hundreds of kilobytes of Base64 takes as long as all calls of a check together.
 *
 * <p>Of a long run of Base64 characters in a text the beginning is left, more than any value that
 * is looked at may have. Everything else passes as it is, so that an answer says the same
 * afterwards, and one that is not well-formed stays so. A text begins behind a tag without
 * attributes, because elsewhere a {@code >} may stand in the midst of markup; it ends with the next
 * tag, and with the first reference, of which any length may mean one character. Line breaks end a
 * run: were they part of one, a value behind many of them could lose its last digits.
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

  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long EACH = 0x0101010101010101L;
  private static final long HIGH = 0x80 * EACH;

  private boolean inPlainTag;
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
      while (at + 8 <= to && eightOfBase64((long) EIGHT.get(bytes, at))) {
        at += 8;
      }
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
        inText = other == '>' && inPlainTag || inText && other != '<' && other != '&';
        inPlainTag = other == '<' || inPlainTag && "\"'!?".indexOf(other) < 0;
        run = 0;
      }
    }
    return end - from;
  }

  /**
   * Whether eight bytes are all letters, digits, plus signs or slashes. A bound is added to all of
   * them at once: bytes below 128 carry into no neighbour, and their highest bit says on which side
   * they are. Others are ruled out by that bit.
   */
  private static boolean eightOfBase64(long bytes) {
    long lower = bytes | 0x20 * EACH;
    long letters = lower + (0x80 - 'a') * EACH & ~(lower + (0x7f - 'z') * EACH);
    long slashToNine = bytes + (0x80 - '/') * EACH & ~(bytes + (0x7f - '9') * EACH);
    long notPlus = (bytes ^ '+' * EACH) + 0x7f * EACH;
    return ((letters | slashToNine | ~notPlus) & ~bytes & HIGH) == HIGH;
  }
}
