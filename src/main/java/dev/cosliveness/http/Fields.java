package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads the fields of a request, and remembers every one that cannot be used. */
final class Fields {
  static final String INVALID = "Local.InvalidField";

  private final JsonNode root;
  private final List<Problem.FieldError> errors = new ArrayList<>();

  Fields(JsonNode root) {
    this.root = root;
  }

  /** Null when it is missing. A number counts as its digits. */
  String text(String name, int limit) {
    JsonNode value = root.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual() && !value.isIntegralNumber()) {
      error(name, INVALID, "expected a string");
      return null;
    }
    if (value.asText().length() > limit) {
      error(name, INVALID, "expected at most " + limit + " characters");
      return null;
    }
    return value.asText();
  }

  /** Empty when it is missing, which is an error. */
  String required(String name, int limit) {
    int before = errors.size();
    String text = text(name, limit);
    if ((text == null || text.isBlank()) && errors.size() == before) {
      error(name, INVALID, "required");
    }
    return text == null ? "" : text;
  }

  boolean has(String name) {
    return root.hasNonNull(name);
  }

  void error(String field, String code, String rule) {
    errors.add(new Problem.FieldError(field, code, rule));
  }

  /**
   * @throws Problem 400 with every field that cannot be used
   */
  void check() {
    if (!errors.isEmpty()) {
      throw Problem.fields(errors);
    }
  }
}
