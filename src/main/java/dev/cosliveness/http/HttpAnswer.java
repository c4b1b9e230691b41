package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** An HTTP answer, whichever way it goes. */
public record HttpAnswer(int status, Map<String, String> headers, JsonNode body) {
  static HttpAnswer ok(JsonNode body) {
    return new HttpAnswer(
        200, Map.of("Content-Type", "application/json", "Cache-Control", "no-store"), body);
  }

  /** As function URL and API Gateway want it (documents 583/96099, 583/12513). */
  public ObjectNode event() {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("isBase64Encoded", false).put("statusCode", status);
    ObjectNode fields = event.putObject("headers");
    headers.forEach(fields::put);
    return event.put("body", body.toString());
  }
}
