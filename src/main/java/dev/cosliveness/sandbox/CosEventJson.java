package dev.cosliveness.sandbox;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The event of an object created, in the shape captured from SCF in 2022 (document 583/9707). */
final class CosEventJson {
  /** Regions whose short code is not made of their parts' first letters. */
  private static final Map<String, String> SHORT_REGIONS =
      Map.of("ap-beijing", "bj", "ap-guangzhou", "gz", "ap-shanghai", "sh", "ap-chengdu", "cd");

  private CosEventJson() {}

  /**
   * @param way Put or Copy
   * @param authorization of the upload, as SCF hands it on
   */
  static String of(
      String bucket,
      String region,
      StoredObject object,
      String way,
      String authorization,
      Instant now) {
    int dash = bucket.lastIndexOf('-');
    String name = bucket.substring(0, dash);
    String appid = bucket.substring(dash + 1);
    String host = bucket + ".cos." + region + ".myqcloud.com";
    Map<String, Object> cos = new LinkedHashMap<>();
    cos.put("cosBucket", bucket(name, appid, region));
    cos.put("cosNotificationId", "unkown");
    Map<String, Object> cosObject = new LinkedHashMap<>();
    cosObject.put("key", "/" + appid + "/" + name + "/" + object.key());
    cosObject.put("meta", meta(object));
    cosObject.put("size", object.bytes().length);
    cosObject.put("url", "http://" + host + "/" + PercentCode.encodePath(object.key()));
    cosObject.put("vid", object.versionId());
    cos.put("cosObject", cosObject);
    cos.put("cosSchemaVersion", "1.0");
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("eventName", "cos:ObjectCreated:" + way);
    event.put(
        "eventQueue", "qcs:0:scf:" + region + ":appid/" + appid + ":default.cos-liveness.$DEFAULT");
    event.put("eventSource", "qcs::cos");
    event.put("eventTime", now.getEpochSecond());
    event.put("eventVersion", "1.0");
    event.put("reqid", 0);
    event.put(
        "requestParameters",
        Map.of(
            "requestHeaders",
            Map.of("Authorization", authorization),
            "requestSourceIP",
            "127.0.0.1"));
    event.put("reservedInfo", "");
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("cos", cos);
    entry.put("event", event);
    return Json.write(Map.of("Records", List.of(entry)));
  }

  private static Map<String, String> bucket(String name, String appid, String region) {
    Map<String, String> bucket = new LinkedHashMap<>();
    bucket.put("appid", appid);
    bucket.put("cosRegion", region);
    bucket.put("name", name);
    bucket.put("region", SHORT_REGIONS.getOrDefault(region, region));
    bucket.put("s3Region", region);
    return bucket;
  }

  private static Map<String, String> meta(StoredObject object) {
    Map<String, String> meta = new LinkedHashMap<>();
    meta.put("Content-Type", object.headers().getOrDefault("content-type", ""));
    meta.put("ETag", object.etag());
    meta.put("x-cos-request-id", "c2FuZGJveA==");
    meta.put("x-cos-storage-class", "Standard");
    object.headers().keySet().stream()
        .filter(name -> name.startsWith("x-cos-meta-"))
        .forEach(name -> meta.put(name, object.text(name)));
    return meta;
  }
}
