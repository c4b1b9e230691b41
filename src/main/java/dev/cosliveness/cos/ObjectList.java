package dev.cosliveness.cos;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One page of a listing, in the order of the keys' UTF-8 bytes (document 436/7734).
 *
 * @param next where the following page starts; null after the last one
 */
public record ObjectList(List<Entry> entries, String next) {
  /** One object of the page. */
  public record Entry(String key, String etag, long size) {}

  static ObjectList read(byte[] document) throws JsonParseException {
    JsonNode root = CosXml.tree(document, "ListBucketResult");
    boolean encoded = "url".equalsIgnoreCase(root.path("EncodingType").asText());
    List<Entry> entries = new ArrayList<>();
    for (JsonNode object : CosXml.list(root.path("Contents"))) {
      entries.add(
          new Entry(
              key(object.path("Key").asText(), encoded),
              object.path("ETag").asText().replace("\"", ""),
              object.path("Size").asLong()));
    }
    return new ObjectList(entries, next(root, encoded, entries));
  }

  private static String next(JsonNode root, boolean encoded, List<Entry> entries) {
    if (!root.path("IsTruncated").asBoolean(false)) {
      return null;
    }
    String next = key(root.path("NextMarker").asText(), encoded);
    return !next.isEmpty() || entries.isEmpty() ? next : entries.getLast().key();
  }

  private static String key(String text, boolean encoded) {
    return encoded ? UrlEncoding.decode(text) : text;
  }
}
