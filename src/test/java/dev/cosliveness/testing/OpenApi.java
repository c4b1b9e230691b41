package dev.cosliveness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The OpenAPI document of the repository, and its schemas as far as it uses JSON Schema. */
public record OpenApi(JsonNode root) {
  private static final Set<String> UNDERSTOOD =
      Set.of(
          "$ref",
          "type",
          "enum",
          "const",
          "required",
          "properties",
          "additionalProperties",
          "items",
          "allOf",
          "oneOf",
          "description",
          "format",
          "minimum",
          "maximum",
          "maxLength",
          "default",
          "contentEncoding");

  /** A path with its method. */
  public record Operation(String function, String method, JsonNode node) {
    public Set<Integer> problems() {
      Set<Integer> statuses = new TreeSet<>();
      node.path("responses").fieldNames().forEachRemaining(s -> statuses.add(Integer.valueOf(s)));
      statuses.remove(200);
      return statuses;
    }

    @Override
    public String toString() {
      return method + " /" + function;
    }
  }

  public static OpenApi read() {
    try {
      Object document =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .load(Files.readString(Path.of("src/main/openapi/openapi.yaml")));
      return new OpenApi(new JsonMapper().valueToTree(document));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    root.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    path.getKey().substring(1),
                                    method.getKey().toUpperCase(java.util.Locale.ROOT),
                                    method.getValue()))));
    return operations;
  }

  /** What a reference stands for; anything else stands for itself. */
  public JsonNode resolved(JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    JsonNode target = root.at(node.path("$ref").asText().substring(1));
    if (target.isMissingNode()) {
      throw new AssertionError("refers to nothing: " + node.path("$ref").asText());
    }
    return resolved(target);
  }

  public JsonNode response(Operation operation, int status) {
    return resolved(operation.node().path("responses").path(String.valueOf(status)));
  }

  /** The places, not the values, where something is not as the schema says. */
  public List<String> violations(JsonNode schemaOrRef, JsonNode value, String place) {
    JsonNode schema = resolved(schemaOrRef);
    List<String> found = new ArrayList<>();
    schema
        .fieldNames()
        .forEachRemaining(
            keyword -> {
              if (!UNDERSTOOD.contains(keyword)) {
                found.add(place + ": this test does not know " + keyword);
              }
            });
    if (!isOfType(schema.path("type"), value)
        || schema.has("const") && !schema.get("const").equals(value)
        || schema.has("enum") && schema.get("enum").valueStream().noneMatch(value::equals)
        || value.isNumber()
            && schema.has("minimum")
            && value.asInt() < schema.get("minimum").asInt()
        || value.isNumber()
            && schema.has("maximum")
            && value.asInt() > schema.get("maximum").asInt()) {
      found.add(place);
    }
    schema
        .path("required")
        .forEach(
            name -> {
              if (!value.has(name.asText())) {
                found.add(place + "/" + name.asText() + ": missing");
              }
            });
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              if (value.has(field.getKey())) {
                String below = place + "/" + field.getKey();
                found.addAll(violations(field.getValue(), value.get(field.getKey()), below));
              }
            });
    if (schema.has("items")) {
      value.forEach(item -> found.addAll(violations(schema.get("items"), item, place + "[]")));
    }
    schema.path("allOf").forEach(part -> found.addAll(violations(part, value, place)));
    if (schema.has("oneOf")) {
      long fitting =
          schema
              .path("oneOf")
              .valueStream()
              .filter(part -> violations(part, value, place).isEmpty())
              .count();
      if (fitting != 1) {
        found.add(place + ": fits " + fitting + " of oneOf");
      }
    }
    return found;
  }

  private static boolean isOfType(JsonNode type, JsonNode value) {
    if (type.isMissingNode()) {
      return true;
    }
    if (type.isArray()) {
      return type.valueStream().anyMatch(each -> isOfType(each, value));
    }
    return switch (type.asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      case "null" -> value.isNull();
      default -> false;
    };
  }
}
