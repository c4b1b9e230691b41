package dev.cosliveness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What an HTTP function answered. Prints without its body, which may carry a signed identity. */
public record Reply(int status, Map<String, String> headers, JsonNode body) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> MEANT =
      List.of("content-type", "cache-control", "www-authenticate", "allow");
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "checkedAt",
          "seal",
          "invocationId",
          "cosRequestId",
          "challenge",
          "validateData",
          "expiresAt",
          "url");

  public Reply {
    Map<String, String> lower = new TreeMap<>();
    headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
    headers = lower;
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Null when there is none. */
  public String header(String name) {
    return headers.get(name);
  }

  public String text(String field) {
    return body.path(field).asText(null);
  }

  /** The field errors as {@code field: code}. */
  public List<String> errors() {
    return body.path("errors")
        .valueStream()
        .map(each -> each.path("field").asText() + ": " + each.path("code").asText())
        .toList();
  }

  /** What does not change from one call to the next. */
  public String meaning() {
    StringBuilder meaning = new StringBuilder().append(status);
    MEANT.forEach(name -> meaning.append('\n').append(name).append(": ").append(header(name)));
    meaning.append("\nretry-after: ").append(headers.containsKey("retry-after"));
    return meaning.append('\n').append(lasting(body.deepCopy())).toString();
  }

  private static JsonNode lasting(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              field -> {
                boolean moment = OF_THE_MOMENT.contains(field.getKey());
                if (moment && field.getValue().isTextual()) {
                  object.put(field.getKey(), "(of the moment)");
                } else if (field.getKey().equals("detail")) {
                  String detail = field.getValue().asText();
                  object.put("detail", detail.replaceAll("request id \\S+", "request id"));
                } else {
                  lasting(field.getValue());
                }
              });
    } else if (node instanceof ArrayNode array) {
      array.forEach(Reply::lasting);
    }
    return node;
  }

  @Override
  public String toString() {
    return status + " " + text("code");
  }
}
