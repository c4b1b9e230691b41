package dev.cosliveness;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/**
 * The settings as they are written: in {@code application.properties}, as system properties, or in
 * the environment ({@code LIVENESS_BUCKETS}). All of them are text here; {@link SettingsReader}
 * checks them, so that a wrong one ends the start with one line instead of a stack.
 */
@ConfigMapping(prefix = "liveness")
public interface LivenessConfig {
  /**
   * The only buckets that are ever touched: {@code name-appid}, comma separated. Required in
   * production.
   */
  Optional<String> buckets();

  /** The buckets' region, where an event does not name it. Default: {@code TENCENTCLOUD_REGION}. */
  Optional<String> region();

  Cos cos();

  /** LIP, ACTION or SILENT, for uploads that do not say. Default: SILENT. */
  Optional<String> type();

  /** The similarity, 0 to 100, from which it is the same person. Default: 70. */
  Optional<String> threshold();

  /** {@code enforce} to refuse ID numbers whose check digit is wrong. Default: off. */
  @WithName("id-card.checksum")
  Optional<String> idCardChecksum();

  /**
   * Secrets of 32 characters or more, comma separated: the first seals, all are accepted. Required
   * in production.
   */
  Optional<String> sealKey();

  /** Only keys under this prefix are checked. Default: all. */
  @WithName("uploads.prefix")
  Optional<String> uploadsPrefix();

  /** Where results, claims and retries are kept; ends with a slash. Default: {@code liveness/}. */
  Optional<String> outputPrefix();

  /** {@code tags}, {@code json} or {@code both}. Default: tags. */
  @WithName("verdict.store")
  Optional<String> verdictStore();

  /** Whether best frames are stored as JPEG objects. Default: false. */
  @WithName("best-frames.store")
  Optional<String> bestFramesStore();

  /** After this time a claim counts as left behind by a process that died. Default: 15M. */
  @WithName("claim.ttl")
  Optional<String> claimTtl();

  /** Whether LIP and ACTION need a challenge token. Default: false. */
  @WithName("challenge.required")
  Optional<String> challengeRequired();

  /** How long a challenge may be used. Default: 10M. */
  @WithName("challenge.ttl")
  Optional<String> challengeTtl();

  Retry retry();

  /** Checks at the same time in one timer run. Default: 8. */
  Optional<String> concurrency();

  Http http();

  /** How COS is reached. */
  interface Cos {
    /** scheme://host:port that connections go to instead of the virtual host. Default: none. */
    Optional<String> endpoint();

    /** Default: {@code TENCENTCLOUD_SECRETID}. */
    Optional<String> secretId();

    /** Default: {@code TENCENTCLOUD_SECRETKEY}. */
    Optional<String> secretKey();

    /** Default: {@code TENCENTCLOUD_SESSIONTOKEN}. */
    Optional<String> sessionToken();

    /** Default: 2S. */
    Optional<String> connectTimeout();

    /** For every call but the charged one. Default: 10S. */
    Optional<String> readTimeout();

    /** For the charged call. Default: 30S. */
    Optional<String> checkTimeout();
  }

  /** When what could not be judged is tried again. */
  interface Retry {
    /** Charged calls for one upload, at most. Default: 6. */
    Optional<String> maxAttempts();

    /** Before the second attempt; doubled after each. Default: 1M. */
    Optional<String> initialDelay();

    /** Default: 6H. */
    Optional<String> maxDelay();

    /** Retries listed at a time, 1 to 1000. Default: 100. */
    Optional<String> batch();
  }

  /** The HTTP functions. */
  interface Http {
    /**
     * Bearer tokens, comma separated; long random ones. Without one they answer 503 in production.
     */
    Optional<String> token();

    /**
     * {@code token}, or {@code platform} where a gateway or CAM has already authenticated. Default:
     * token.
     */
    Optional<String> auth();
  }
}
