package dev.cosliveness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to one of the HTTP functions, before it is known which way it goes. Prints without
 * query and body.
 *
 * @param body null for none
 */
public record Call(
    String method,
    String function,
    Map<String, String> query,
    Map<String, String> headers,
    String body) {

  public static Call get(String function) {
    return new Call("GET", function, Map.of(), Map.of(), null);
  }

  public static Call post(String function) {
    return new Call("POST", function, Map.of(), Map.of(), "{}");
  }

  public Call query(String name, String value) {
    return new Call(method, function, plus(query, name, value), headers, body);
  }

  public Call header(String name, String value) {
    return new Call(method, function, query, plus(headers, name, value), body);
  }

  public Call method(String other) {
    return new Call(other, function, query, headers, body);
  }

  /** A text that may be no JSON; null for none at all. */
  public Call body(String text) {
    return new Call(method, function, query, headers, text);
  }

  /** A field of the body. */
  public Call with(String name, Object value) {
    ObjectNode fields = (ObjectNode) Reply.json(body);
    fields.set(name, node(value));
    return body(fields.toString());
  }

  public Call without(String name) {
    ObjectNode fields = (ObjectNode) Reply.json(body);
    fields.remove(name);
    return body(fields.toString());
  }

  private static JsonNode node(Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case JsonNode node -> node;
      case Integer number -> nodes.numberNode(number);
      case Boolean flag -> nodes.booleanNode(flag);
      default -> nodes.textNode(value.toString());
    };
  }

  private static Map<String, String> plus(Map<String, String> map, String name, String value) {
    Map<String, String> all = new LinkedHashMap<>(map);
    all.put(name, value);
    return all;
  }

  @Override
  public String toString() {
    return method + " " + function;
  }
}
