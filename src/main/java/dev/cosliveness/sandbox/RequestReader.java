package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads one request after the other from a connection. */
final class RequestReader {
  /** More than any request here needs; keeps a broken client from filling the memory. */
  private static final int MAX_LINE = 64 * 1024;

  private final InputStream in;
  private final OutputStream out;

  RequestReader(InputStream in, OutputStream out) {
    this.in = in;
    this.out = out;
  }

  /** Null when the client has hung up between two requests. */
  Request next() throws IOException {
    String start = line();
    while (start != null && start.isEmpty()) {
      start = line();
    }
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ");
    if (parts.length != 3) {
      throw new IOException("A request line has three parts");
    }
    Map<String, List<String>> headers = headers();
    if ("100-continue".equalsIgnoreCase(first(headers, "expect"))) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
      out.flush();
    }
    String length = first(headers, "content-length");
    byte[] body = new byte[0];
    if (length != null) {
      body = in.readNBytes(Integer.parseInt(length));
      if (body.length < Integer.parseInt(length)) {
        throw new EOFException("The body ended early");
      }
    } else if ("chunked".equalsIgnoreCase(first(headers, "transfer-encoding"))) {
      body = chunks();
    }
    return Request.of(parts[0], parts[1], headers, body, length != null);
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("A header has a name and a colon");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line();
      if (size == null) {
        throw new EOFException("The body ended early");
      }
      int count = Integer.parseInt(size.split(";")[0].strip(), 16);
      body.write(in.readNBytes(count));
      line();
      if (count == 0) {
        return body.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(128);
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        return null;
      }
      if (line.length() > MAX_LINE) {
        throw new IOException("A line is too long");
      }
      line.append((char) octet);
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
  }

  private static String first(Map<String, List<String>> headers, String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.getFirst();
  }
}
