package dev.cosliveness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The schema that is shipped, as a validator of JSON Schema understands it. */
public final class VerdictSchema {
  private static final JsonSchema SCHEMA = read();

  private VerdictSchema() {}

  /** The places, not the values, where a verdict is not as the schema says. */
  public static List<String> violations(JsonNode document) {
    return SCHEMA.validate(document).stream()
        .map(each -> each.getInstanceLocation() + " " + each.getType())
        .toList();
  }

  /** The schema itself. */
  public static JsonNode root() {
    return SCHEMA.getSchemaNode();
  }

  private static JsonSchema read() {
    try (InputStream in = VerdictSchema.class.getResourceAsStream("/verdict.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    } catch (IOException unreadable) {
      throw new ExceptionInInitializerError(unreadable);
    }
  }
}
