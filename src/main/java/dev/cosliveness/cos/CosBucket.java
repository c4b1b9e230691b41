package dev.cosliveness.cos;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One bucket as one invocation sees it: with its credentials and within its time. */
public final class CosBucket {
  private static final int SMALL = 64 * 1024;
  private static final int RESULT = 1024 * 1024;
  private static final int LIST = 8 * 1024 * 1024;
  private static final String META = "x-cos-meta-";
  private static final Set<String> WRITES = Set.of("PUT", "DELETE");

  /**
   * Kept when something is read: what is found out, or that nothing could be, has to be written.
   */
  private static final Duration TO_WRITE = Duration.ofMillis(700);

  private final CosTransport transport;
  private final Credentials credentials;
  private final String host;
  private final Duration timeout;
  private final Deadline deadline;

  public CosBucket(
      CosTransport transport,
      Credentials credentials,
      String bucket,
      String region,
      Duration timeout,
      Deadline deadline) {
    ObjectRef checked = new ObjectRef(bucket, region, "-", null);
    this.transport = transport;
    this.credentials = credentials;
    this.host = checked.bucket() + ".cos." + checked.region() + ".myqcloud.com";
    this.timeout = timeout;
    this.deadline = deadline;
  }

  public Deadline deadline() {
    return deadline;
  }

  /**
   * @throws CosException with status 404 when there is no such object
   */
  public ObjectHead head(String key, String versionId) {
    CosRequest request = CosRequest.of("HEAD", key).withOptional("versionId", versionId);
    return send(request, CosBucket::headOf);
  }

  public ObjectTags tags(String key, String versionId) {
    CosRequest request =
        CosRequest.of("GET", key).with("tagging", null).withOptional("versionId", versionId);
    try {
      return send(request, answer -> ObjectTags.read(answer.bytes(SMALL)));
    } catch (CosException none) {
      if ("NoSuchTagSet".equals(none.code())) {
        return ObjectTags.NONE;
      }
      throw none;
    }
  }

  /** Replaces all tags. */
  public void putTags(String key, String versionId, ObjectTags tags) {
    send(
        CosRequest.of("PUT", key)
            .with("tagging", null)
            .withOptional("versionId", versionId)
            .withBody(tags.document(), "application/xml"),
        answer -> null);
  }

  /** Empty when there is no such object. */
  public Optional<byte[]> get(String key) {
    try {
      return Optional.of(send(CosRequest.of("GET", key), answer -> answer.bytes(RESULT)));
    } catch (CosException missing) {
      if (missing.isNotFound()) {
        return Optional.empty();
      }
      throw missing;
    }
  }

  public void put(String key, byte[] content, String contentType) {
    send(CosRequest.of("PUT", key).withBody(content, contentType), answer -> null);
  }

  /** Stores an object with its metadata, which has to be in ASCII. */
  public void put(String key, byte[] content, String contentType, Map<String, String> metadata) {
    CosRequest request = CosRequest.of("PUT", key).withBody(content, contentType);
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      request = request.withHeader(META + entry.getKey(), entry.getValue());
    }
    send(request, answer -> null);
  }

  /**
   * Stores an object unless there is one of that key. In a bucket that has ever had versioning the
   * server ignores the condition.
   *
   * @return whether it was stored
   */
  public boolean putNew(String key, byte[] content, String contentType) {
    CosRequest request =
        CosRequest.of("PUT", key)
            .withBody(content, contentType)
            .withHeader("x-cos-forbid-overwrite", "true");
    try {
      send(request, answer -> null);
      return true;
    } catch (CosException taken) {
      if (taken.isConflict()) {
        return false;
      }
      throw taken;
    }
  }

  /** Deleting what is not there is no error. */
  public void delete(String key) {
    try {
      send(CosRequest.of("DELETE", key), answer -> null);
    } catch (CosException gone) {
      if (!gone.isNotFound()) {
        throw gone;
      }
    }
  }

  /**
   * @param marker the key after which to start; null for the beginning
   * @param limit 1 to 1000 keys
   */
  public ObjectList list(String prefix, String marker, int limit) {
    CosRequest request =
        CosRequest.of("GET", "")
            .with("prefix", prefix)
            .withOptional("marker", marker)
            .with("max-keys", String.valueOf(limit))
            .with("encoding-type", "url");
    return send(request, answer -> ObjectList.read(answer.bytes(LIST)));
  }

  /** A call of CI that costs nothing, on the bucket. */
  public <T> T process(String name, CosTransport.Reader<T> reader) {
    return send(CosRequest.of("GET", "").with("ci-process", name), reader);
  }

  /**
   * A call of CI that is charged, on a stored object. Not repeated once it may have been carried
   * out.
   *
   * @param limit for the call; less when the invocation ends earlier
   * @param keep time of the invocation that has to be left afterwards
   */
  public <T> T processCharged(
      String key,
      Map<String, String> parameters,
      Duration limit,
      Duration keep,
      CosTransport.Reader<T> reader) {
    CosRequest request = CosRequest.of("GET", key).charged();
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      request = request.withOptional(parameter.getKey(), parameter.getValue());
    }
    return transport.send(
        host, request, credentials, new CosTransport.Limits(limit, deadline, keep), reader);
  }

  /** The same with the upload of the object itself, whose metadata has to be in ASCII. */
  public <T> T uploadCharged(
      String key,
      byte[] content,
      String contentType,
      Map<String, String> metadata,
      Map<String, String> parameters,
      Duration limit,
      Duration keep,
      CosTransport.Reader<T> reader) {
    CosRequest request = CosRequest.of("PUT", key).withBody(content, contentType).charged();
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      request = request.withHeader(META + entry.getKey(), entry.getValue());
    }
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      request = request.withOptional(parameter.getKey(), parameter.getValue());
    }
    return transport.send(
        host, request, credentials, new CosTransport.Limits(limit, deadline, keep), reader);
  }

  /**
   * An upload that somebody else makes.
   *
   * @param headers to be sent with it, all of them signed
   */
  public record PresignedPut(String url, Map<String, String> headers, Instant expiresAt) {
    @Override
    public String toString() {
      return "PresignedPut[until " + expiresAt + "]";
    }
  }

  /**
   * Signs an upload of any content to one key.
   *
   * @param metadata in ASCII; goes with the upload as it is, or not at all
   */
  public PresignedPut presignPut(
      String key, Map<String, String> parameters, Map<String, String> metadata, Duration validity) {
    Map<String, String> headers = new LinkedHashMap<>();
    metadata.forEach((name, value) -> headers.put(META + name, value));
    return transport.presignPut(host, key, parameters, headers, credentials, validity);
  }

  private <T> T send(CosRequest request, CosTransport.Reader<T> reader) {
    Duration keep = WRITES.contains(request.method()) ? Duration.ZERO : TO_WRITE;
    CosTransport.Limits limits = new CosTransport.Limits(timeout, deadline, keep);
    return transport.send(host, request, credentials, limits, reader);
  }

  private static ObjectHead headOf(CosAnswer answer) throws IOException {
    Map<String, String> metadata = new HashMap<>();
    answer
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith(META)) {
                metadata.put(lower.substring(META.length()), value);
              }
            });
    String etag = answer.header("ETag");
    if (etag == null || answer.length() < 0) {
      throw new IOException("HEAD answered without ETag or Content-Length");
    }
    return new ObjectHead(
        etag.replace("\"", ""),
        answer.length(),
        answer.header("x-cos-version-id"),
        answer.header("Last-Modified"),
        answer.header("Date"),
        metadata,
        answer.requestId());
  }
}
