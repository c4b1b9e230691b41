package dev.cosliveness.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.cos.UrlEncoding;

/** Reads one record of a COS event (document 583/9707), of old and new shape. */
record CosRecordReader(String defaultRegion) {
  private static final String CREATED = "cos:ObjectCreated:";

  CosRecord read(JsonNode record) {
    String eventName = record.path("event").path("eventName").asText();
    if (!eventName.startsWith(CREATED)) {
      return new CosRecord.Other(
          eventName.matches("[A-Za-z:*]{1,60}") ? eventName : "(not an event name)");
    }
    JsonNode bucket = record.path("cos").path("cosBucket");
    JsonNode object = record.path("cos").path("cosObject");
    String name = bucket.path("name").asText();
    String appid = bucket.path("appid").asText();
    String fullName = name.endsWith("-" + appid) ? name : name + "-" + appid;
    try {
      return new CosRecord.Created(
          new ObjectRef(
              fullName, region(bucket), key(object, name, appid), object.path("vid").asText("")));
    } catch (IllegalArgumentException rule) {
      return new CosRecord.Unreadable(rule.getMessage());
    }
  }

  private String region(JsonNode bucket) {
    String region = bucket.path("s3Region").asText(bucket.path("cosRegion").asText(""));
    if (region.isBlank()) {
      region = bucket.path("cosRegion").asText("");
    }
    return region.isBlank() ? defaultRegion : region;
  }

  /**
   * The key is printed raw, the url encoded; where they disagree the url cannot have been misread.
   */
  private static String key(JsonNode object, String name, String appid) {
    String key = object.path("key").asText();
    String prefix = "/" + appid + "/" + name + "/";
    String bare = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
    String fromUrl = path(object.path("url").asText());
    return fromUrl == null || fromUrl.isEmpty() ? bare : fromUrl;
  }

  /** Null when the url cannot be read. */
  private static String path(String url) {
    int host = url.indexOf("://");
    int slash = host < 0 ? -1 : url.indexOf('/', host + 3);
    if (slash < 0) {
      return null;
    }
    int query = url.indexOf('?', slash);
    String path = url.substring(slash + 1, query < 0 ? url.length() : query);
    try {
      return UrlEncoding.decode(path);
    } catch (IllegalArgumentException broken) {
      return null;
    }
  }
}
