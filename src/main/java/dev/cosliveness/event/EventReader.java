package dev.cosliveness.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Tells events apart by their shape (contract, section 1). */
public record EventReader(String defaultRegion) {

  /**
   * @throws EventException for a shape that is not known
   */
  public Trigger read(JsonNode event) {
    if ("Timer".equals(event.path("Type").asText())) {
      return new Trigger.Timer(event.path("Message").asText("").strip());
    }
    if (event.path("Records").isArray() && event.path("Records").path(0).has("cos")) {
      List<CosRecord> records = new ArrayList<>();
      CosRecordReader reader = new CosRecordReader(defaultRegion);
      event.path("Records").forEach(each -> records.add(reader.read(each)));
      return new Trigger.Objects(records);
    }
    if (event.path("httpMethod").isTextual()) {
      return new Trigger.Http(http(event));
    }
    throw new EventException(
        "not a COS, timer or HTTP event; its top-level keys are " + keys(event));
  }

  private static HttpCall http(JsonNode event) {
    JsonNode queries =
        event.has("queryString") ? event.path("queryString") : event.path("queryStringParameters");
    return new HttpCall(
        event.path("httpMethod").asText(),
        event.path("path").asText("/"),
        pairs(queries),
        pairs(event.path("headers")),
        body(event));
  }

  /** A value is a string, an array of them, or true for a name without a value. */
  private static Map<String, String> pairs(JsonNode node) {
    Map<String, String> pairs = new HashMap<>();
    node.properties()
        .forEach(
            entry -> {
              JsonNode value = entry.getValue();
              JsonNode one = value.isArray() ? value.path(0) : value;
              pairs.put(entry.getKey(), one.isBoolean() ? "" : one.asText(""));
            });
    return pairs;
  }

  /** Base64 when the flag says so, which some gateways write as a string. */
  private static byte[] body(JsonNode event) {
    JsonNode body = event.path("body");
    if (body.isObject() || body.isArray()) {
      return body.toString().getBytes(UTF_8);
    }
    String text = body.asText("");
    if (!"true".equals(event.path("isBase64Encoded").asText())) {
      return text.getBytes(UTF_8);
    }
    try {
      return Base64.getMimeDecoder().decode(text);
    } catch (IllegalArgumentException broken) {
      throw new EventException("body: isBase64Encoded is set, but it is not Base64");
    }
  }

  private static String keys(JsonNode event) {
    if (!event.isObject()) {
      return "none, it is no JSON object";
    }
    StringJoiner keys = new StringJoiner(", ", "[", "]");
    event.properties().stream().limit(20).forEach(entry -> keys.add(plain(entry.getKey())));
    return keys.toString();
  }

  /** Somebody may have mistaken a value for a key: four digits in a row are none of a name. */
  private static String plain(String key) {
    boolean name = key.matches("[A-Za-z][A-Za-z0-9_-]{0,39}") && !key.matches(".*[0-9]{4}.*");
    return name ? key : "(not a plain name)";
  }
}
