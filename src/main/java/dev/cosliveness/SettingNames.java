package dev.cosliveness;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which settings there are. A name that is not among them is a slip, and a slip in {@code
 * liveness.threshold} is dangerous.
 */
final class SettingNames {
  static final List<String> ALL =
      List.of(
          "liveness.buckets",
          "liveness.region",
          "liveness.cos.endpoint",
          "liveness.cos.secret-id",
          "liveness.cos.secret-key",
          "liveness.cos.session-token",
          "liveness.cos.connect-timeout",
          "liveness.cos.read-timeout",
          "liveness.cos.check-timeout",
          "liveness.type",
          "liveness.threshold",
          "liveness.id-card.checksum",
          "liveness.seal-key",
          "liveness.uploads.prefix",
          "liveness.output-prefix",
          "liveness.verdict.store",
          "liveness.best-frames.store",
          "liveness.claim.ttl",
          "liveness.challenge.required",
          "liveness.challenge.ttl",
          "liveness.retry.max-attempts",
          "liveness.retry.initial-delay",
          "liveness.retry.max-delay",
          "liveness.retry.batch",
          "liveness.concurrency",
          "liveness.http.token",
          "liveness.http.auth",
          // development only
          "liveness.sandbox.port");

  private static final List<String> AS_VARIABLES =
      ALL.stream().map(SettingNames::variable).toList();

  private SettingNames() {}

  /**
   * @throws SettingsException for a name that looks like a setting and is none
   */
  static void check(Iterable<String> properties, Set<String> variables) {
    List<String> unknown = new ArrayList<>();
    for (String name : properties) {
      if (name.startsWith("liveness.") && !AS_VARIABLES.contains(variable(name))) {
        unknown.add(name);
      }
    }
    variables.stream()
        .filter(name -> name.startsWith("LIVENESS_") && !AS_VARIABLES.contains(name))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw new SettingsException(
          String.join(", ", unknown) + ": no such setting; the README lists all of them");
    }
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }
}
