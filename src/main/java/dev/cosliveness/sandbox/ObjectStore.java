package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * All buckets, for tests to look into and to prepare: nothing done here is signed, recorded or
 * raises an event.
 */
public final class ObjectStore {
  private final ConcurrentMap<String, Bucket> buckets = new ConcurrentHashMap<>();
  private final AtomicLong versions = new AtomicLong();
  private final InstantSource clock;

  ObjectStore(SandboxOptions options) {
    this.clock = options.clock();
    options
        .buckets()
        .forEach(name -> buckets.put(name, new Bucket(options.versionedBuckets().contains(name))));
  }

  /**
   * @param metadata as text; a name that is neither a standard header nor starts with {@code
   *     x-cos-} becomes {@code x-cos-meta-<name>}
   */
  public StoredObject put(String bucket, String key, byte[] bytes, Map<String, String> metadata) {
    Map<String, String> headers = new LinkedHashMap<>();
    metadata.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          boolean known = lower.startsWith("x-cos-") || ObjectHeaders.STANDARD.contains(lower);
          headers.put(known ? lower : "x-cos-meta-" + lower, PercentCode.headerOctets(value));
        });
    StoredObject object = create(bucket(bucket), key, bytes, headers, Map.of());
    bucket(bucket).put(object, false);
    return object;
  }

  public StoredObject put(String bucket, String key, String text) {
    return put(bucket, key, text.getBytes(UTF_8), Map.of());
  }

  public Optional<StoredObject> get(String bucket, String key) {
    return bucket(bucket).get(key, null);
  }

  public Optional<StoredObject> get(String bucket, String key, String versionId) {
    return bucket(bucket).get(key, versionId);
  }

  /** In the order they were set; empty when there is no such object. */
  public Map<String, String> tags(String bucket, String key) {
    return get(bucket, key).map(StoredObject::tags).orElse(Map.of());
  }

  /** Not checked against the rules for tags. */
  public void setTags(String bucket, String key, Map<String, String> tags) {
    change(bucket, key, object -> object.withTags(tags));
  }

  /** Makes an object older or younger than it is. */
  public void setLastModified(String bucket, String key, Instant instant) {
    change(bucket, key, object -> object.withLastModified(instant));
  }

  public boolean delete(String bucket, String key) {
    return bucket(bucket).delete(key);
  }

  /** In UTF-8 order. */
  public List<String> keys(String bucket, String prefix) {
    return bucket(bucket).objects().tailMap(prefix, true).keySet().stream()
        .takeWhile(key -> key.startsWith(prefix))
        .toList();
  }

  /** Adds a bucket while running. */
  public void create(String bucket, boolean versioned) {
    buckets.putIfAbsent(bucket, new Bucket(versioned));
  }

  StoredObject create(
      Bucket bucket,
      String key,
      byte[] bytes,
      Map<String, String> headers,
      Map<String, String> tags) {
    String version =
        bucket.versioned() ? "MTg0NDUxNTc%018d".formatted(versions.incrementAndGet()) : "";
    return StoredObject.of(key, bytes, headers, tags, version, clock.instant());
  }

  /**
   * @throws CosProblem when there is no such bucket
   */
  Bucket bucket(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw new CosProblem(404, "NoSuchBucket", "The specified bucket does not exist.");
    }
    return bucket;
  }

  private void change(
      String bucket, String key, java.util.function.UnaryOperator<StoredObject> change) {
    if (!bucket(bucket).change(key, null, change)) {
      throw new IllegalArgumentException("No object " + key);
    }
  }
}
