package dev.cosliveness;

import dev.cosliveness.cos.Credentials;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.verdict.Seal;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Checks the settings, all of them, and names every wrong one with what is expected. */
final class SettingsReader {
  private final List<String> problems = new ArrayList<>();
  private final boolean production;
  private final UnaryOperator<String> environment;

  private SettingsReader(boolean production, UnaryOperator<String> environment) {
    this.production = production;
    this.environment = environment;
  }

  /**
   * @param production whether what is convenient in development has to be set
   * @param environment null for a variable that is not there
   * @throws SettingsException with one line that names every wrong setting
   */
  static Settings read(
      LivenessConfig config, boolean production, UnaryOperator<String> environment) {
    SettingsReader reader = new SettingsReader(production, environment);
    Settings settings = reader.settings(config);
    if (!reader.problems.isEmpty()) {
      throw new SettingsException(String.join("; ", reader.problems));
    }
    return settings;
  }

  private Settings settings(LivenessConfig config) {
    String prefix = prefix("liveness.output-prefix", config.outputPrefix().orElse("liveness/"));
    return new Settings(
        buckets(config.buckets()),
        region(config.region().orElse(environment.apply("TENCENTCLOUD_REGION"))),
        cos(config.cos()),
        type(config.type().orElse("SILENT")),
        threshold(config.threshold().orElse("70")),
        choice("liveness.id-card.checksum", config.idCardChecksum(), "off", "enforce") == 1,
        new Seal(sealKeys(config.sealKey())),
        config.uploadsPrefix().orElse(""),
        prefix,
        Settings.VerdictPlace.values()[
            choice("liveness.verdict.store", config.verdictStore(), "tags", "json", "both")],
        choice("liveness.best-frames.store", config.bestFramesStore(), "false", "true") == 1,
        duration("liveness.claim.ttl", config.claimTtl(), "15M"),
        choice("liveness.challenge.required", config.challengeRequired(), "false", "true") == 1,
        duration("liveness.challenge.ttl", config.challengeTtl(), "10M"),
        retry(config.retry()),
        number("liveness.concurrency", config.concurrency(), 8, 1, 200),
        http(config.http()));
  }

  private LinkedHashSet<String> buckets(Optional<String> text) {
    LinkedHashSet<String> buckets = new LinkedHashSet<>(list(text));
    if (buckets.isEmpty()) {
      wrong("liveness.buckets", "required: the buckets to work on, as name-appid, comma separated");
    }
    if (!buckets.stream().allMatch(ObjectRef::isBucket)) {
      wrong("liveness.buckets", "expected name-appid in lower case, comma separated");
    }
    return buckets;
  }

  private String region(String region) {
    if (region == null || region.isBlank()) {
      return null;
    }
    if (!ObjectRef.isRegion(region)) {
      wrong("liveness.region", "expected a COS region such as ap-guangzhou");
    }
    return region;
  }

  private Settings.Cos cos(LivenessConfig.Cos cos) {
    String id = cos.secretId().orElse(environment.apply("TENCENTCLOUD_SECRETID"));
    String key = cos.secretKey().orElse(environment.apply("TENCENTCLOUD_SECRETKEY"));
    String token = cos.sessionToken().orElse(environment.apply("TENCENTCLOUD_SESSIONTOKEN"));
    if (cos.secretId().isPresent() != cos.secretKey().isPresent()) {
      wrong("liveness.cos.secret-id", "expected together with liveness.cos.secret-key");
    }
    if (cos.secretId().isPresent() && cos.sessionToken().isEmpty()) {
      // a key pair of one's own does not go with the token of the platform's
      token = null;
    }
    boolean given = id != null && !id.isBlank() && key != null && !key.isBlank();
    return new Settings.Cos(
        endpoint(cos.endpoint()),
        given ? Optional.of(new Credentials(id, key, token)) : Optional.empty(),
        duration("liveness.cos.connect-timeout", cos.connectTimeout(), "2S"),
        duration("liveness.cos.read-timeout", cos.readTimeout(), "10S"),
        duration("liveness.cos.check-timeout", cos.checkTimeout(), "30S"));
  }

  private URI endpoint(Optional<String> text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      URI uri = new URI(text.get().strip());
      boolean whole = uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?");
      if (whole && uri.getRawQuery() == null && String.valueOf(uri.getRawPath()).matches("/?")) {
        return uri;
      }
    } catch (URISyntaxException notOne) {
      // said below
    }
    wrong("liveness.cos.endpoint", "expected scheme://host:port with http or https");
    return null;
  }

  private LivenessType type(String name) {
    return LivenessType.of(name)
        .orElseGet(
            () -> {
              wrong("liveness.type", "expected LIP, ACTION or SILENT");
              return LivenessType.SILENT;
            });
  }

  private BigDecimal threshold(String text) {
    if (text.strip().matches("\\d{1,3}(\\.\\d{1,6})?")) {
      BigDecimal threshold = new BigDecimal(text.strip());
      if (threshold.compareTo(BigDecimal.valueOf(100)) <= 0) {
        return threshold;
      }
    }
    wrong("liveness.threshold", "expected a number from 0 to 100");
    return BigDecimal.valueOf(100);
  }

  private List<String> sealKeys(Optional<String> text) {
    List<String> keys = list(text);
    if (keys.stream().anyMatch(key -> key.length() < 32)) {
      wrong("liveness.seal-key", "expected secrets of 32 characters or more, comma separated");
    }
    if (keys.isEmpty() && production) {
      wrong("liveness.seal-key", "required: a secret of 32 characters or more");
    }
    return keys.isEmpty() ? List.of(random()) : keys;
  }

  private Settings.Retry retry(LivenessConfig.Retry retry) {
    return new Settings.Retry(
        number("liveness.retry.max-attempts", retry.maxAttempts(), 6, 1, 100),
        duration("liveness.retry.initial-delay", retry.initialDelay(), "1M"),
        duration("liveness.retry.max-delay", retry.maxDelay(), "6H"),
        number("liveness.retry.batch", retry.batch(), 100, 1, 1000));
  }

  private Settings.Http http(LivenessConfig.Http http) {
    List<String> tokens = list(http.token());
    if (tokens.stream().anyMatch(token -> !token.matches("[\\x21-\\x7e]{1,512}"))) {
      wrong("liveness.http.token", "expected tokens of visible ASCII characters, comma separated");
    }
    boolean platform = choice("liveness.http.auth", http.auth(), "token", "platform") == 1;
    return new Settings.Http(tokens, platform, !production && tokens.isEmpty());
  }

  private String prefix(String name, String prefix) {
    if (!prefix.matches("[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)*/") || prefix.length() > 200) {
      wrong(name, "expected a prefix of letters, digits, dots and dashes that ends with a slash");
    }
    return prefix;
  }

  private int choice(String name, Optional<String> text, String... choices) {
    int found =
        Arrays.asList(choices).indexOf(text.orElse(choices[0]).strip().toLowerCase(Locale.ROOT));
    if (found < 0) {
      wrong(name, "expected " + String.join(" or ", choices));
    }
    return Math.max(found, 0);
  }

  private int number(String name, Optional<String> text, int normal, int least, int most) {
    String number = text.orElse(String.valueOf(normal)).strip();
    if (number.matches("\\d{1,6}")) {
      int value = Integer.parseInt(number);
      if (value >= least && value <= most) {
        return value;
      }
    }
    wrong(name, "expected a whole number from " + least + " to " + most);
    return normal;
  }

  /**
   * Written as in {@code 500MS}, {@code 2S}, {@code 1M30S} or {@code PT2S}; a bare number is
   * seconds.
   */
  private Duration duration(String name, Optional<String> text, String normal) {
    String value = text.orElse(normal).strip().toUpperCase(Locale.ROOT);
    try {
      Duration duration =
          value.matches("\\d{1,9}MS")
              ? Duration.ofMillis(Long.parseLong(value.replace("MS", "")))
              : value.matches("\\d{1,9}")
                  ? Duration.ofSeconds(Long.parseLong(value))
                  : value.matches("\\d{1,5}D")
                      ? Duration.parse("P" + value)
                      : Duration.parse(value.startsWith("P") ? value : "PT" + value);
      if (!duration.isNegative() && !duration.isZero() && duration.toDays() <= 3650) {
        return duration;
      }
    } catch (DateTimeParseException notOne) {
      // said below
    }
    wrong(name, "expected a time such as 2S, 15M or 6H");
    return Duration.ofSeconds(1);
  }

  private void wrong(String name, String expected) {
    String problem = name + ": " + expected;
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  private static List<String> list(Optional<String> text) {
    return text.stream()
        .flatMap(t -> Arrays.stream(t.split(",")))
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .toList();
  }

  private static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
