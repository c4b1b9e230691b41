package dev.cosliveness.scf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An answer of HTTP/1 as it came over the wire (RFC 9112).
 *
 * @param headers by their names in lower case
 * @param persistent whether the connection is good for another request
 */
record HttpAnswer(int status, Map<String, String> headers, byte[] body, boolean persistent) {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.([01]) ([1-9]\\d\\d)(?: .*)?");
  private static final int HEAD_LIMIT = 64 * 1024;

  /**
   * @param limit of the body in bytes
   * @throws IOException also when the answer is not HTTP/1, ends early or is longer
   */
  static HttpAnswer read(WireReader in, int limit) throws IOException {
    var line = STATUS.matcher(in.line());
    if (!line.matches()) {
      throw new IOException("not an answer of HTTP/1");
    }
    int status = Integer.parseInt(line.group(2));
    Map<String, String> headers = headers(in);
    if (status / 100 == 1) {
      return read(in, limit);
    }
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
    boolean closes = "close".equalsIgnoreCase(headers.get("connection"));
    return new HttpAnswer(status, headers, body, ends && !closes && line.group(1).equals("1"));
  }

  private static Map<String, String> headers(WireReader in) throws IOException {
    Map<String, String> headers = new HashMap<>();
    int size = 0;
    for (String line = in.line(); !line.isEmpty(); line = in.line()) {
      size += line.length();
      int colon = line.indexOf(':');
      if (colon < 1 || size > HEAD_LIMIT) {
        throw new IOException("headers that cannot be read");
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
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
