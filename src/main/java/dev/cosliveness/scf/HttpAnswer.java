package dev.cosliveness.scf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of HTTP/1 as it came over the wire (RFC 9112).
 *
 * @param headers by their names in lower case
 * @param persistent whether the connection is good for another request
 */
record HttpAnswer(int status, Map<String, String> headers, byte[] body, boolean persistent) {
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: .*)?", Pattern.DOTALL);
  private static final int HEAD_LIMIT = 64 * 1024;
  private static final int INTERIM_LIMIT = 10;

  /**
   * @param limit of the body in bytes
   * @throws IOException also when the answer is not HTTP/1, ends early or is longer
   */
  static HttpAnswer read(WireReader in, int limit) throws IOException {
    for (int interim = 0; interim < INTERIM_LIMIT; interim++) {
      Matcher line = STATUS.matcher(in.line());
      if (!line.matches()) {
        throw new IOException("not an answer of HTTP/1");
      }
      int status = Integer.parseInt(line.group(2));
      Map<String, String> headers = headers(in);
      if (status / 100 != 1) {
        return read(status, line.group(1).equals("1"), headers, in, limit);
      }
    }
    throw new IOException("no answer after " + INTERIM_LIMIT + " interim ones");
  }

  private static HttpAnswer read(
      int status, boolean keeps, Map<String, String> headers, WireReader in, int limit)
      throws IOException {
    boolean chunked =
        headers.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).endsWith("chunked");
    String length = headers.get("content-length");
    boolean empty = status == 204 || status == 304;
    byte[] body =
        empty
            ? new byte[0]
            : chunked
                ? chunks(in, limit)
                : length != null ? in.bytes(number(length, 10), limit) : in.rest(limit);
    boolean ends = empty || chunked || length != null;
    boolean closes =
        headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
    // what came unasked for would be taken for the next answer
    boolean persistent = keeps && ends && !closes && in.isEmpty();
    return new HttpAnswer(status, headers, body, persistent);
  }

  /** A line that is no header, as a folded one, is left out: an event has been handed out. */
  private static Map<String, String> headers(WireReader in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    int size = 0;
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      size += line.length();
      int colon = line.indexOf(':');
      if (size > HEAD_LIMIT) {
        throw new IOException("headers of more than " + HEAD_LIMIT + " bytes");
      }
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        boolean list = name.equals("connection");
        headers.merge(
            name,
            line.substring(colon + 1).strip(),
            (first, last) -> list ? first + ", " + last : last);
      }
    }
    return headers;
  }

  private static byte[] chunks(WireReader in, int limit) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = number(in.line().split(";", 2)[0], 16);
      if (size == 0) {
        headers(in);
        return body.toByteArray();
      }
      body.writeBytes(in.bytes(size, limit - body.size()));
      if (!in.line().isEmpty()) {
        throw new IOException("a chunk that does not end where it should");
      }
    }
  }

  private static int number(String text, int radix) throws IOException {
    try {
      int number = Integer.parseInt(text.strip(), radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException wrong) {
      // said below
    }
    throw new IOException("a length that is none");
  }
}
