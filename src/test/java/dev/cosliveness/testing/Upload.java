package dev.cosliveness.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/** A video that is going to be put into the sandbox. */
public final class Upload {
  private final Sandbox sandbox;
  private final EventTarget target;
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, String> tags = new LinkedHashMap<>();
  private byte[] video = Samples.pass();
  private String bucket;
  private String idCard = "";
  private String name = "";

  public Upload(Sandbox sandbox, EventTarget target) {
    this.sandbox = sandbox;
    this.target = target;
    this.bucket = sandbox.bucket();
  }

  public Upload video(byte[] bytes) {
    video = bytes;
    return this;
  }

  /** Its identity goes into the metadata as the contract recommends. */
  public Upload of(Person person) {
    idCard = person.idCard();
    name = person.name();
    metadata.put("id-card", idCard);
    metadata.put("name", URLEncoder.encode(name, UTF_8).replace("+", "%20"));
    return this;
  }

  /** Null takes it away. */
  public Upload metadata(String key, String value) {
    if (value == null) {
      metadata.remove(key);
    } else {
      metadata.put(key, value);
    }
    return this;
  }

  /** As an uploader sends them in {@code x-cos-tagging}. */
  public Upload tagged(Map<String, String> already) {
    tags.putAll(already);
    return this;
  }

  public Upload in(String otherBucket) {
    bucket = otherBucket;
    return this;
  }

  /** Stores it; nobody hears of it yet. */
  public Stored at(String key) {
    Stored stored = new Stored(sandbox, target, bucket, key, idCard, name);
    sandbox.objects().put(bucket, key, video, metadata);
    if (!tags.isEmpty()) {
      sandbox.objects().setTags(bucket, key, tags);
    }
    return stored;
  }
}
