package dev.cosliveness.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it came over the wire, nothing decoded.
 *
 * @param target path and query, without the authority of an absolute form
 * @param headers names in lower case; values one char an octet
 * @param lengthGiven whether a Content-Length came with it
 */
public record Request(
    String method,
    String target,
    Map<String, List<String>> headers,
    byte[] body,
    boolean lengthGiven) {

  /** A query parameter, decoded; {@code value} is empty where there was none. */
  public record Parameter(String name, String value) {}

  static Request of(
      String method,
      String target,
      Map<String, List<String>> headers,
      byte[] body,
      boolean lengthGiven) {
    String origin = target;
    int scheme = target.indexOf("://");
    if (scheme > 0 && !target.startsWith("/")) {
      int path = target.indexOf('/', scheme + 3);
      int query = target.indexOf('?', scheme + 3);
      origin =
          path >= 0 && (query < 0 || path < query)
              ? target.substring(path)
              : "/" + (query < 0 ? "" : target.substring(query));
    }
    return new Request(method.toUpperCase(Locale.ROOT), origin, headers, body, lengthGiven);
  }

  /** The first value, octets as chars; null when there is none. */
  public String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.getFirst();
  }

  public String rawPath() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** Decoded once, with its leading slash. */
  public String path() {
    return PercentCode.decode(rawPath());
  }

  /** The object key; empty for calls on the bucket. */
  public String key() {
    return path().substring(1);
  }

  public List<Parameter> parameters() {
    int query = target.indexOf('?');
    List<Parameter> parameters = new ArrayList<>();
    if (query < 0) {
      return parameters;
    }
    for (String pair : target.substring(query + 1).split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        parameters.add(
            equals < 0
                ? new Parameter(PercentCode.decode(pair), "")
                : new Parameter(
                    PercentCode.decode(pair.substring(0, equals)),
                    PercentCode.decode(pair.substring(equals + 1))));
      }
    }
    return parameters;
  }

  public Optional<String> parameter(String name) {
    return parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .map(Parameter::value)
        .findFirst();
  }

  boolean has(String parameter) {
    return parameter(parameter).isPresent();
  }

  /** Without the query, which may hold identity data. */
  @Override
  public String toString() {
    return method + " " + rawPath();
  }
}
