package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.Credentials;
import dev.cosliveness.liveness.LivenessType;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Contract section 7, setting by setting. */
class SettingsReaderTest {
  private static final String SECRET = "a-secret-for-tests-of-32-characters";
  private static final Map<String, String> LEAST =
      Map.of("liveness.buckets", "examplebucket-1250000000", "liveness.seal-key", SECRET);

  private static Settings read(
      Map<String, String> settings, boolean production, Map<String, String> environment) {
    LivenessConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(LivenessConfig.class)
            .withSources(new PropertiesConfigSource(settings, "test", 100))
            .build()
            .getConfigMapping(LivenessConfig.class);
    return SettingsReader.read(config, production, environment::get);
  }

  private static Settings with(String... settings) {
    return read(plus(settings), true, Map.of());
  }

  private static Map<String, String> plus(String... settings) {
    Map<String, String> all = new HashMap<>(LEAST);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return all;
  }

  private static String refusal(Map<String, String> settings, boolean production) {
    return assertThrows(SettingsException.class, () -> read(settings, production, Map.of()))
        .getMessage();
  }

  @Test
  void everySettingHasTheDefaultOfTheContract() {
    Settings settings = with();
    assertEquals(Set.of("examplebucket-1250000000"), settings.buckets());
    assertNull(settings.region());
    assertNull(settings.cos().endpoint());
    assertEquals(Optional.empty(), settings.cos().credentials());
    assertEquals(Duration.ofSeconds(2), settings.cos().connectTimeout());
    assertEquals(Duration.ofSeconds(10), settings.cos().readTimeout());
    assertEquals(Duration.ofSeconds(30), settings.cos().checkTimeout());
    assertEquals(LivenessType.SILENT, settings.type());
    assertEquals(new BigDecimal("70"), settings.threshold());
    assertFalse(settings.enforceChecksum());
    assertEquals(List.of(SECRET), settings.seal().keys());
    assertEquals("", settings.uploadsPrefix());
    assertEquals("liveness/", settings.outputPrefix());
    assertEquals(Settings.VerdictPlace.TAGS, settings.verdictPlace());
    assertFalse(settings.storeBestFrames());
    assertEquals(Duration.ofMinutes(15), settings.claimTtl());
    assertFalse(settings.challengeRequired());
    assertEquals(Duration.ofMinutes(10), settings.challengeTtl());
    assertEquals(
        new Settings.Retry(6, Duration.ofMinutes(1), Duration.ofHours(6), 100), settings.retry());
    assertEquals(8, settings.concurrency());
    assertEquals(new Settings.Http(List.of(), false, false), settings.http());
  }

  @Test
  void everySettingCanBeSet() {
    Settings settings =
        with(
            "liveness.buckets", " a-12345 , b-12345 ",
            "liveness.region", "ap-shanghai",
            "liveness.cos.endpoint", "http://127.0.0.1:8080",
            "liveness.cos.secret-id", "my-id",
            "liveness.cos.secret-key", "my-key",
            "liveness.cos.session-token", "my-token",
            "liveness.cos.connect-timeout", "500MS",
            "liveness.cos.read-timeout", "1M30S",
            "liveness.cos.check-timeout", "45",
            "liveness.type", "lip",
            "liveness.threshold", "82.5",
            "liveness.id-card.checksum", "enforce",
            "liveness.seal-key", SECRET + "," + SECRET + "-old",
            "liveness.uploads.prefix", "uploads/",
            "liveness.output-prefix", "out/put/",
            "liveness.verdict.store", "both",
            "liveness.best-frames.store", "true",
            "liveness.claim.ttl", "PT20M",
            "liveness.challenge.required", "TRUE",
            "liveness.challenge.ttl", "1D",
            "liveness.retry.max-attempts", "3",
            "liveness.retry.initial-delay", "10s",
            "liveness.retry.max-delay", "1H",
            "liveness.retry.batch", "1000",
            "liveness.concurrency", "200",
            "liveness.http.token", "0123456789abcdef,fedcba9876543210",
            "liveness.http.auth", "platform");
    assertEquals(new LinkedHashSet<>(List.of("a-12345", "b-12345")), settings.buckets());
    assertEquals("ap-shanghai", settings.region());
    assertEquals(URI.create("http://127.0.0.1:8080"), settings.cos().endpoint());
    assertEquals(
        Optional.of(new Credentials("my-id", "my-key", "my-token")), settings.cos().credentials());
    assertEquals(Duration.ofMillis(500), settings.cos().connectTimeout());
    assertEquals(Duration.ofSeconds(90), settings.cos().readTimeout());
    assertEquals(Duration.ofSeconds(45), settings.cos().checkTimeout());
    assertEquals(LivenessType.LIP, settings.type());
    assertEquals(new BigDecimal("82.5"), settings.threshold());
    assertTrue(settings.enforceChecksum());
    assertEquals(List.of(SECRET, SECRET + "-old"), settings.seal().keys());
    assertEquals("uploads/", settings.uploadsPrefix());
    assertEquals("out/put/", settings.outputPrefix());
    assertEquals(Settings.VerdictPlace.BOTH, settings.verdictPlace());
    assertTrue(settings.storeBestFrames());
    assertEquals(Duration.ofMinutes(20), settings.claimTtl());
    assertTrue(settings.challengeRequired());
    assertEquals(Duration.ofDays(1), settings.challengeTtl());
    assertEquals(
        new Settings.Retry(3, Duration.ofSeconds(10), Duration.ofHours(1), 1000), settings.retry());
    assertEquals(200, settings.concurrency());
    assertEquals(
        new Settings.Http(List.of("0123456789abcdef", "fedcba9876543210"), true, false),
        settings.http());
  }

  @ParameterizedTest
  @CsvSource({
    "liveness.buckets, Examplebucket-1250000000, 'liveness.buckets: expected name-appid'",
    "liveness.buckets, 'a-12345,b', 'liveness.buckets: expected name-appid'",
    "liveness.region, guangzhou, 'liveness.region: expected a COS region'",
    "liveness.cos.endpoint, ftp://host, 'liveness.cos.endpoint: expected scheme://host:port'",
    "liveness.cos.endpoint, http://, 'liveness.cos.endpoint: expected scheme://host:port'",
    "liveness.cos.endpoint, http://h/path, 'liveness.cos.endpoint: expected scheme://host:port'",
    "liveness.cos.endpoint, http://h?q=1, 'liveness.cos.endpoint: expected scheme://host:port'",
    "liveness.cos.endpoint, host:80, 'liveness.cos.endpoint: expected scheme://host:port'",
    "liveness.cos.secret-id, only, 'liveness.cos.secret-id: expected together with'",
    "liveness.cos.secret-key, only, 'liveness.cos.secret-id: expected together with'",
    "liveness.cos.connect-timeout, soon, 'liveness.cos.connect-timeout: expected a time'",
    "liveness.cos.read-timeout, -1S, 'liveness.cos.read-timeout: expected a time'",
    "liveness.cos.check-timeout, 0, 'liveness.cos.check-timeout: expected a time'",
    "liveness.type, BLINK, 'liveness.type: expected LIP, ACTION or SILENT'",
    "liveness.threshold, 100.1, 'liveness.threshold: expected a number from 0 to 100'",
    "liveness.threshold, -1, 'liveness.threshold: expected a number from 0 to 100'",
    "liveness.threshold, 1e1, 'liveness.threshold: expected a number from 0 to 100'",
    "liveness.threshold, '70,5', 'liveness.threshold: expected a number from 0 to 100'",
    "liveness.id-card.checksum, on, 'liveness.id-card.checksum: expected off or enforce'",
    "liveness.seal-key, short, 'liveness.seal-key: expected secrets of 32 characters'",
    "liveness.output-prefix, liveness, 'liveness.output-prefix: expected a prefix'",
    "liveness.output-prefix, /liveness/, 'liveness.output-prefix: expected a prefix'",
    "liveness.output-prefix, a//b/, 'liveness.output-prefix: expected a prefix'",
    "liveness.verdict.store, tag, 'liveness.verdict.store: expected tags or json or both'",
    "liveness.best-frames.store, yes, 'liveness.best-frames.store: expected false or true'",
    "liveness.claim.ttl, 15X, 'liveness.claim.ttl: expected a time'",
    "liveness.challenge.required, 1, 'liveness.challenge.required: expected false or true'",
    "liveness.challenge.ttl, 999999D, 'liveness.challenge.ttl: expected a time'",
    "liveness.retry.max-attempts, 0, 'liveness.retry.max-attempts: expected a whole number'",
    "liveness.retry.initial-delay, x, 'liveness.retry.initial-delay: expected a time'",
    "liveness.retry.max-delay, x, 'liveness.retry.max-delay: expected a time'",
    "liveness.retry.batch, 1001, 'liveness.retry.batch: expected a whole number from 1 to 1000'",
    "liveness.concurrency, 201, 'liveness.concurrency: expected a whole number from 1 to 200'",
    "liveness.concurrency, many, 'liveness.concurrency: expected a whole number from 1 to 200'",
    "liveness.http.token, 0123456789 abcdef, 'liveness.http.token: expected tokens of visible'",
    "liveness.http.token, 'good,schlüssel', 'liveness.http.token: expected tokens of visible'",
    "liveness.http.auth, none, 'liveness.http.auth: expected token or platform'"
  })
  void wrongSettingIsNamedWithWhatIsExpected(String name, String value, String expected) {
    String message = refusal(plus(name, value), true);
    assertTrue(message.startsWith(expected), message);
    assertFalse(message.contains(";"), message);
    assertFalse(message.contains("\n"), message);
  }

  @Test
  void everyWrongSettingIsNamedAtOnceInOneLine() {
    String message =
        refusal(
            Map.of(
                "liveness.region", "x",
                "liveness.threshold", "x",
                "liveness.concurrency", "x",
                "liveness.verdict.store", "x",
                "liveness.claim.ttl", "x"),
            true);
    for (String name :
        List.of(
            "liveness.buckets: required",
            "liveness.seal-key: required",
            "liveness.region: ",
            "liveness.threshold: ",
            "liveness.concurrency: ",
            "liveness.verdict.store: ",
            "liveness.claim.ttl: ")) {
      assertTrue(message.contains(name), name);
    }
    assertEquals(7, message.split("; ").length);
    assertEquals(1, message.lines().count());
  }

  @Test
  void valuesAreNeverRepeated() {
    String secret = "hidden value";
    Map<String, String> all = new HashMap<>();
    for (String name :
        List.of(
            "buckets",
            "region",
            "cos.endpoint",
            "cos.secret-id",
            "cos.session-token",
            "cos.connect-timeout",
            "type",
            "threshold",
            "id-card.checksum",
            "seal-key",
            "output-prefix",
            "verdict.store",
            "retry.batch",
            "http.token",
            "http.auth")) {
      all.put("liveness." + name, secret);
    }
    SettingsException refused =
        assertThrows(SettingsException.class, () -> read(all, true, Map.of()));
    assertFalse(refused.toString().contains(secret));
    assertNull(refused.getCause());
  }

  @Test
  void secretsAreNeverPrinted() {
    Settings settings =
        with(
            "liveness.cos.secret-id", "hidden-id",
            "liveness.cos.secret-key", "hidden-key",
            "liveness.http.token", "hidden-0123456789");
    assertFalse(settings.toString().contains("hidden"));
    assertFalse(settings.toString().contains(SECRET));
  }

  @Test
  void sealKeyIsMadeUpOnlyInDevelopment() {
    Map<String, String> settings = Map.of("liveness.buckets", "a-12345");
    Settings one = read(settings, false, Map.of());
    Settings other = read(settings, false, Map.of());
    assertTrue(one.seal().keys().getFirst().length() >= 32);
    assertNotEquals(one.seal().keys(), other.seal().keys());
    assertTrue(one.http().open());
    assertEquals(
        "liveness.seal-key: required: a secret of 32 characters or more", refusal(settings, true));
    assertTrue(
        refusal(Map.of("liveness.buckets", "a-12345", "liveness.seal-key", "short"), false)
            .startsWith("liveness.seal-key: expected"));
  }

  @Test
  void regionAndCredentialsComeFromThePlatformWhereNoneAreSet() {
    Map<String, String> environment =
        Map.of(
            "TENCENTCLOUD_REGION", "ap-nanjing",
            "TENCENTCLOUD_SECRETID", "their-id",
            "TENCENTCLOUD_SECRETKEY", "their-key",
            "TENCENTCLOUD_SESSIONTOKEN", "their-token");
    Settings theirs = read(LEAST, true, environment);
    assertEquals("ap-nanjing", theirs.region());
    assertEquals(
        Optional.of(new Credentials("their-id", "their-key", "their-token")),
        theirs.cos().credentials());
    Settings ours =
        read(
            plus(
                "liveness.region", "ap-beijing",
                "liveness.cos.secret-id", "my-id",
                "liveness.cos.secret-key", "my-key"),
            true,
            environment);
    assertEquals("ap-beijing", ours.region());
    assertEquals(Optional.of(new Credentials("my-id", "my-key", null)), ours.cos().credentials());
  }

  @Test
  void onlyOneBucketNeedsNoName() {
    assertEquals(Optional.of("examplebucket-1250000000"), with().onlyBucket());
    assertEquals(Optional.empty(), with("liveness.buckets", "a-12345,b-12345").onlyBucket());
  }
}
