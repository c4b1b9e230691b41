package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What goes back over the wire.
 *
 * @param headers values one char an octet
 * @param length of the body in bytes; -1 sends it chunked
 * @param dropped when set, the connection is closed instead, without an answer
 */
public record Reply(
    int status, Map<String, String> headers, long length, Body body, boolean dropped) {

  /** Writes a body, so that a large one need not be held. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  public static Reply empty(int status) {
    return new Reply(status, Map.of(), 0, out -> {}, false);
  }

  static Reply drop() {
    return new Reply(0, Map.of(), 0, out -> {}, true);
  }

  public static Reply of(int status, String contentType, byte[] body) {
    return streamed(status, contentType, body.length, out -> out.write(body));
  }

  public static Reply text(int status, String contentType, String body) {
    return of(status, contentType, body.getBytes(UTF_8));
  }

  static Reply xml(int status, String body) {
    return text(status, "application/xml", body);
  }

  public static Reply streamed(int status, String contentType, long length, Body body) {
    return new Reply(status, Map.of("Content-Type", contentType), length, body, false);
  }

  public Reply with(String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(name, value);
    return new Reply(status, all, length, body, dropped);
  }

  Reply with(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Reply(status, all, length, body, dropped);
  }
}
