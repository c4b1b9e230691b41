package dev.cosliveness.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sends requests that a well-bred client would not: any header, any target, any octets. */
public final class RawHttp {
  private RawHttp() {}

  /**
   * What came back. Prints without the body.
   *
   * @param status 0 when the connection was closed without an answer
   */
  public record Answer(int status, byte[] body) {
    public String text() {
      return new String(body, UTF_8);
    }

    @Override
    public String toString() {
      return String.valueOf(status);
    }
  }

  /** A whole URL with its headers, Host among them or not. */
  public static Answer send(String method, URI url, Map<String, String> headers, byte[] body) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Host", url.getRawAuthority());
    headers.forEach(
        (name, value) -> {
          all.keySet().removeIf(name::equalsIgnoreCase);
          all.put(name, value);
        });
    all.put("Content-Length", String.valueOf(body.length));
    String target = url.getRawPath() + (url.getRawQuery() == null ? "" : "?" + url.getRawQuery());
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    all.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return send(url, head.toString(), body);
  }

  /** Any request line and headers; the connection is to be closed after it. */
  public static Answer send(URI home, String head, byte[] body) {
    try (Socket socket = new Socket(home.getHost(), home.getPort())) {
      socket.setSoTimeout(30_000);
      OutputStream out = socket.getOutputStream();
      out.write((head + "Connection: close\r\n\r\n").getBytes(ISO_8859_1));
      out.write(body);
      out.flush();
      return answer(socket.getInputStream().readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static Answer answer(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Answer(0, new byte[0]);
    }
    int status = Integer.parseInt(text.substring(9, 12));
    return new Answer(status, Arrays.copyOfRange(bytes, end + 4, bytes.length));
  }
}
