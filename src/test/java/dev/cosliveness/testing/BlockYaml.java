package dev.cosliveness.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Reads as much of YAML as the OpenAPI document uses: maps and lists in blocks, folded texts, and
 * JSON in a line. Whatever else it meets is an error.
 */
public final class BlockYaml {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private record Line(int indent, String text) {}

  private final List<Line> lines = new ArrayList<>();
  private int at;

  private BlockYaml(String document) {
    for (String line : document.split("\n")) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        lines.add(new Line(line.indexOf(text), text));
      }
    }
  }

  /**
   * @throws IllegalArgumentException at a line that cannot be read
   */
  public static JsonNode read(String document) {
    BlockYaml yaml = new BlockYaml(document);
    JsonNode root = yaml.block(0);
    if (yaml.at < yaml.lines.size()) {
      throw yaml.unreadable();
    }
    return root;
  }

  private JsonNode block(int indent) {
    return lines.get(at).text().startsWith("- ") ? list(indent) : map(indent);
  }

  private ArrayNode list(int indent) {
    ArrayNode list = NODES.arrayNode();
    while (here(indent) && lines.get(at).text().startsWith("- ")) {
      String item = lines.get(at).text().substring(2);
      if (isEntry(item)) {
        lines.set(at, new Line(indent + 2, item));
        list.add(map(indent + 2));
      } else {
        at++;
        list.add(scalar(item));
      }
    }
    return list;
  }

  private ObjectNode map(int indent) {
    ObjectNode map = NODES.objectNode();
    while (here(indent) && isEntry(lines.get(at).text())) {
      String text = lines.get(at).text();
      int colon = text.indexOf(':', text.startsWith("\"") ? text.indexOf('"', 1) : 0);
      String name = scalar(text.substring(0, colon)).asText();
      String value = text.substring(colon + 1).strip();
      at++;
      if (map.has(name)) {
        throw new IllegalArgumentException("twice: " + name);
      }
      map.set(name, value.isEmpty() ? nested(indent) : inLine(value, indent));
    }
    return map;
  }

  private JsonNode inLine(String value, int indent) {
    return value.equals(">-") ? folded(indent) : scalar(value);
  }

  private JsonNode nested(int indent) {
    if (at < lines.size() && lines.get(at).indent() > indent) {
      return block(lines.get(at).indent());
    }
    throw unreadable();
  }

  private JsonNode folded(int indent) {
    StringJoiner text = new StringJoiner(" ");
    while (at < lines.size() && lines.get(at).indent() > indent) {
      text.add(lines.get(at++).text());
    }
    return NODES.textNode(text.toString());
  }

  private boolean here(int indent) {
    return at < lines.size() && lines.get(at).indent() == indent;
  }

  private static boolean isEntry(String text) {
    return text.matches("(\"[^\"]*\"|[A-Za-z0-9_./+$-]+):( .*)?");
  }

  /** A quoted text, a list or a map in a line is JSON; of plain ones only these are no texts. */
  private static JsonNode scalar(String text) {
    boolean json = text.matches("[\"\\[{].*|true|false|null|-?\\d+(\\.\\d+)*");
    if (json && !text.matches("\\d+\\.\\d+\\.\\d+")) {
      return Reply.json(text);
    }
    if (text.contains(": ") || text.contains(" #") || text.matches("[&*!|>'%@`?].*")) {
      throw new IllegalArgumentException("has to be quoted: " + text);
    }
    return NODES.textNode(text);
  }

  private IllegalArgumentException unreadable() {
    return new IllegalArgumentException(
        "cannot be read: " + (at < lines.size() ? lines.get(at).text() : "the end"));
  }
}
