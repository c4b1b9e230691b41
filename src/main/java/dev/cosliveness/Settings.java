package dev.cosliveness;

import dev.cosliveness.cos.Credentials;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.verdict.Seal;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The settings, checked.
 *
 * @param region null when events have to name it
 * @param uploadsPrefix empty for all keys
 * @param outputPrefix ends with a slash
 */
public record Settings(
    Set<String> buckets,
    String region,
    Cos cos,
    LivenessType type,
    BigDecimal threshold,
    boolean enforceChecksum,
    Seal seal,
    String uploadsPrefix,
    String outputPrefix,
    VerdictPlace verdictPlace,
    boolean storeBestFrames,
    Duration claimTtl,
    boolean challengeRequired,
    Duration challengeTtl,
    Retry retry,
    int concurrency,
    Http http) {

  /** Where verdicts are kept. */
  public enum VerdictPlace {
    TAGS,
    JSON,
    BOTH;

    public boolean tags() {
      return this != JSON;
    }

    public boolean json() {
      return this != TAGS;
    }
  }

  /**
   * How COS is reached.
   *
   * @param endpoint null for the virtual hosts themselves
   * @param credentials empty where the platform gives them
   */
  public record Cos(
      URI endpoint,
      Optional<Credentials> credentials,
      Duration connectTimeout,
      Duration readTimeout,
      Duration checkTimeout) {}

  /** When what could not be judged is tried again. */
  public record Retry(int maxAttempts, Duration initialDelay, Duration maxDelay, int batch) {}

  /**
   * The HTTP functions.
   *
   * @param tokens empty when none was set
   * @param platform whether somebody else has already authenticated the caller
   * @param open whether callers need no token: in development
   */
  public record Http(List<String> tokens, boolean platform, boolean open) {
    @Override
    public String toString() {
      return "Http[" + tokens.size() + " tokens]";
    }
  }

  /** The only bucket, for requests that do not name one. */
  public Optional<String> onlyBucket() {
    return buckets.size() == 1 ? Optional.of(buckets.iterator().next()) : Optional.empty();
  }
}
