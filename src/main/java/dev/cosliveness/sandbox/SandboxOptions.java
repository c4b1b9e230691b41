package dev.cosliveness.sandbox;

import java.time.Clock;
import java.util.Collection;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * How a sandbox is set up.
 *
 * @param port 0 takes a free one
 * @param bind address listened on; {@code 0.0.0.0} lets containers in
 * @param sessionToken when not null, every request must carry it
 * @param buckets {@code name-appid}, all in {@code region}
 * @param versionedBuckets those of the buckets that keep versions
 * @param tls when not null, HTTPS is spoken
 * @param strict refuses requests that leave a header or parameter unsigned which this project
 *     promises to sign
 */
public record SandboxOptions(
    int port,
    String bind,
    String secretId,
    String secretKey,
    String sessionToken,
    Set<String> buckets,
    Set<String> versionedBuckets,
    String region,
    SSLContext tls,
    Clock clock,
    boolean strict) {

  public static final String DEFAULT_BUCKET = "examplebucket-1250000000";
  public static final String DEFAULT_REGION = "ap-beijing";

  public SandboxOptions {
    buckets = Set.copyOf(buckets);
    versionedBuckets = Set.copyOf(versionedBuckets);
    for (String bucket : buckets) {
      if (!bucket.matches("[a-z0-9][a-z0-9-]*-[0-9]+")) {
        throw new IllegalArgumentException("A bucket is name-appid: " + bucket);
      }
    }
    if (!buckets.containsAll(versionedBuckets)) {
      throw new IllegalArgumentException("A versioned bucket must be among the buckets");
    }
  }

  public static SandboxOptions defaults() {
    return new SandboxOptions(
        0,
        "127.0.0.1",
        "sandbox-id-0001",
        "sandbox-key-0001",
        null,
        Set.of(DEFAULT_BUCKET),
        Set.of(),
        DEFAULT_REGION,
        null,
        Clock.systemUTC(),
        true);
  }

  public SandboxOptions withPort(int port) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        versionedBuckets,
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withBind(String bind) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        versionedBuckets,
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withCredentials(String secretId, String secretKey, String sessionToken) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        versionedBuckets,
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withSessionToken(String sessionToken) {
    return withCredentials(secretId, secretKey, sessionToken);
  }

  /** Replaces the default bucket. */
  public SandboxOptions withBuckets(Collection<String> buckets) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        Set.copyOf(buckets),
        Set.of(),
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withVersionedBuckets(Collection<String> versioned) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        Set.copyOf(versioned),
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withRegion(String region) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        versionedBuckets,
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withTls(SSLContext tls) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        versionedBuckets,
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withClock(Clock clock) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        versionedBuckets,
        region,
        tls,
        clock,
        strict);
  }

  public SandboxOptions withStrict(boolean strict) {
    return new SandboxOptions(
        port,
        bind,
        secretId,
        secretKey,
        sessionToken,
        buckets,
        versionedBuckets,
        region,
        tls,
        clock,
        strict);
  }
}
