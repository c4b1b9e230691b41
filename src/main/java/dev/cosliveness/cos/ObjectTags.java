package dev.cosliveness.cos;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tags of one object, in the order the server gave them (documents 436/42997, 436/35709).
 *
 * @param all at most {@link #LIMIT}; the server refuses more
 */
public record ObjectTags(Map<String, String> all) {
  /** Tags that one object can carry. */
  public static final int LIMIT = 10;

  public static final ObjectTags NONE = new ObjectTags(Map.of());

  public ObjectTags {
    all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
  }

  /** Null when there is no such tag. */
  public String get(String key) {
    return all.get(key);
  }

  static ObjectTags read(byte[] document) throws JsonParseException {
    Map<String, String> tags = new LinkedHashMap<>();
    JsonNode root = CosXml.tree(document, "Tagging");
    for (JsonNode tag : CosXml.list(root.path("TagSet").path("Tag"))) {
      tags.put(tag.path("Key").asText(), tag.path("Value").asText());
    }
    return new ObjectTags(tags);
  }

  byte[] document() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode set = root.putObject("TagSet").putArray("Tag");
    all.forEach((key, value) -> set.addObject().put("Key", key).put("Value", value));
    return CosXml.write(root, "Tagging");
  }
}
