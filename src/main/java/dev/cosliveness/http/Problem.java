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
  private final transient Duration retryAfter;

  /** A field that cannot be used. */
  public record FieldError(String field, String code, String detail) {}

  private Problem(
      int status, String code, String detail, List<FieldError> errors, Duration retryAfter) {
    super(detail);
    this.status = status;
    this.code = code;
    this.errors = errors;
    this.retryAfter = retryAfter;
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, List.of(), null);
  }

  static Problem later(int status, String code, String detail, Duration retryAfter) {
    return new Problem(status, code, detail, List.of(), retryAfter);
  }

  static Problem fields(List<FieldError> errors) {
    String detail =
        String.join("; ", errors.stream().map(e -> e.field() + ": " + e.detail()).toList());
    return new Problem(400, "Local.InvalidRequest", detail, errors, null);
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
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/problem+json");
    headers.put("Cache-Control", "no-store");
    if (retryAfter != null) {
      headers.put("Retry-After", String.valueOf(Math.max(1, retryAfter.toSeconds())));
    }
    if (status == 401) {
      headers.put("WWW-Authenticate", "Bearer");
    }
    return new HttpAnswer(status, headers, body);
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
