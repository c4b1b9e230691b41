package dev.cosliveness.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An HTTP request, whichever way it came. Prints without headers, query and body.
 *
 * @param query decoded; a parameter without a value is empty, of several values the first counts
 * @param headers in lower case
 */
public record HttpCall(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {

  public HttpCall {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = lower;
    method = method.toUpperCase(Locale.ROOT);
  }

  /** Null when there is none. */
  public String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }

  /** The last segment of the path: stage and service before it say nothing. */
  public String function() {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(path.lastIndexOf('/', end - 1) + 1, end);
  }

  public String text() {
    return new String(body, UTF_8);
  }

  @Override
  public String toString() {
    return "HttpCall[" + method + ", " + body.length + " bytes]";
  }
}
