package dev.cosliveness.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was not answered as asked, as RFC 9457 has it. Names fields and rules, never
 * values.
 */
public final class Problem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<FieldError> errors;
  private final transient Map<String, String> headers;

  /** A field that cannot be used. */
  public record FieldError(String field, String code, String detail) {}

  private Problem(
      int status,
      String code,
      String detail,
      List<FieldError> errors,
      Map<String, String> headers) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), Map.of());
  }

  static Problem later(int status, String code, String detail, Duration retryAfter) {
    String seconds = String.valueOf(Math.max(1, retryAfter.toSeconds()));
    return new Problem(status, code, detail, List.of(), Map.of("Retry-After", seconds));
  }

  static Problem unauthorized() {
    String expected = "expected Authorization: Bearer <token>";
    Map<String, String> scheme = Map.of("WWW-Authenticate", "Bearer");
    return new Problem(401, "Local.Unauthorized", expected, List.of(), scheme);
  }

  static Problem method(String allowed) {
    Map<String, String> allow = Map.of("Allow", allowed);
    return new Problem(405, "Local.Method", "expected " + allowed, List.of(), allow);
  }

  static Problem fields(List<FieldError> errors) {
    String detail =
        String.join("; ", errors.stream().map(e -> e.field() + ": " + e.detail()).toList());
    return new Problem(400, "Local.InvalidRequest", detail, errors, Map.of());
  }

  static Problem field(String name, String code, String rule) {
    return fields(List.of(new FieldError(name, code, rule)));
  }

  public int status() {
    return status;
  }

  public HttpAnswer answer() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank");
    body.put("title", title(status));
    body.put("status", status);
    body.put("code", code);
    body.put("detail", getMessage());
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      errors.forEach(
          e ->
              list.addObject()
                  .put("field", e.field())
                  .put("code", e.code())
                  .put("detail", e.detail()));
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/problem+json");
    all.put("Cache-Control", "no-store");
    return new HttpAnswer(status, all, body);
  }

  private static String title(int status) {
    return switch (status) {
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 409 -> "Conflict";
      case 413 -> "Content Too Large";
      case 422 -> "Unprocessable Content";
      case 429 -> "Too Many Requests";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Internal Server Error";
    };
  }
}
