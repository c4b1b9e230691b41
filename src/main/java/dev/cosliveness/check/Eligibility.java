package dev.cosliveness.check;

import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.liveness.LivenessCode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which objects are videos to be checked.
 *
 * @param buckets the only ones that are touched
 * @param uploadsPrefix empty for all keys
 * @param outputPrefix what the function itself writes: never checked, or it would wake itself for
 *     ever
 */
public record Eligibility(Set<String> buckets, String uploadsPrefix, String outputPrefix) {
  /** 8 MiB of Base64 (document 460/48641). */
  public static final long MAX_SIZE = 6_291_456;

  private static final List<String> SUFFIXES = List.of(".mp4", ".avi", ".flv");

  /** Why an object is none of ours; empty when it is. */
  public Optional<String> reasonToSkip(ObjectRef object) {
    String key = object.key();
    if (!buckets.contains(object.bucket())) {
      return Optional.of("bucket is not in liveness.buckets");
    }
    if (key.endsWith("/")) {
      return Optional.of("a folder");
    }
    if (key.startsWith(outputPrefix)) {
      return Optional.of("under liveness.output-prefix");
    }
    if (!key.startsWith(uploadsPrefix)) {
      return Optional.of("outside of liveness.uploads.prefix");
    }
    return hasVideoSuffix(key) ? Optional.empty() : Optional.of("not .mp4, .avi or .flv");
  }

  public static boolean hasVideoSuffix(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return SUFFIXES.stream().anyMatch(lower::endsWith);
  }

  static List<Problem> problems(String key, long size) {
    if (size < 1 || size > MAX_SIZE) {
      return List.of(
          new Problem("size", LivenessCode.VIDEO_SIZE, "expected 1 to " + MAX_SIZE + " bytes"));
    }
    return hasVideoSuffix(key)
        ? List.of()
        : List.of(new Problem("key", LivenessCode.VIDEO_FORMAT, "expected .mp4, .avi or .flv"));
  }
}
