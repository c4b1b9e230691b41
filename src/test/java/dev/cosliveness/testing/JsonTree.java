package dev.cosliveness.testing;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON that has to be JSON. */
public final class JsonTree {
  private static final JsonMapper JSON = new JsonMapper();

  private JsonTree() {}

  public static JsonNode of(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException broken) {
      throw new AssertionError("No JSON: " + text, broken);
    }
  }
}
