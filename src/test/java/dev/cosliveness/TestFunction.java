package dev.cosliveness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.check.Buckets;
import dev.cosliveness.cos.CosTransport;
import dev.cosliveness.cos.Deadline;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.http.FunctionCaller;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.testing.EventTarget;
import dev.cosliveness.testing.MovableClock;
import dev.cosliveness.testing.SandboxResource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The function put together with other settings than the application's, and with a clock that can
 * be moved. Connections and the time limit of an invocation go by the true time.
 */
final class TestFunction implements EventTarget {
  private static final JsonMapper JSON = new JsonMapper();
  private static CosTransport shared;

  private final Events events;
  private final Buckets buckets;
  private final MovableClock clock = new MovableClock();

  private TestFunction(Settings settings, CosTransport transport) {
    FunctionCaller none =
        (name, input, invocation) -> {
          throw new IllegalStateException("no function but events: " + name);
        };
    Parts parts = new Parts(settings, transport, clock, none);
    buckets = parts.get(Buckets.class);
    events = parts.get(Events.class);
  }

  /** With the application's settings but for these. */
  static TestFunction with(Map<String, String> overrides) {
    return new TestFunction(settings(overrides), transport());
  }

  static TestFunction usual() {
    return with(Map.of());
  }

  /** With connections, and a notion of the server's clock, of its own. */
  static TestFunction fresh(Map<String, String> overrides) {
    Settings settings = settings(overrides);
    return new TestFunction(settings, open(settings));
  }

  static Settings settings(Map<String, String> overrides) {
    return settings(overrides, false);
  }

  static Settings settings(Map<String, String> overrides, boolean production) {
    Sandbox sandbox = SandboxResource.sandbox();
    Map<String, String> all = new HashMap<>();
    all.put("liveness.cos.endpoint", sandbox.endpoint());
    all.put("liveness.cos.secret-id", sandbox.options().secretId());
    all.put("liveness.cos.secret-key", sandbox.options().secretKey());
    all.put("liveness.buckets", sandbox.bucket());
    all.put("liveness.region", sandbox.options().region());
    all.put("liveness.seal-key", SandboxResource.SEAL_KEY);
    all.putAll(overrides);
    LivenessConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(LivenessConfig.class)
            .withSources(new PropertiesConfigSource(all, "test", 100))
            .build()
            .getConfigMapping(LivenessConfig.class);
    return SettingsReader.read(config, production, _ -> null);
  }

  private static synchronized CosTransport transport() {
    if (shared == null) {
      shared = open(settings(Map.of()));
    }
    return shared;
  }

  private static CosTransport open(Settings settings) {
    return CosTransport.open(
        settings.cos().endpoint(),
        settings.cos().connectTimeout(),
        java.time.Duration.ofSeconds(30),
        256,
        Clock.systemUTC());
  }

  /** As if so much time had gone by. */
  TestFunction later(Duration time) {
    clock.ahead(time);
    return this;
  }

  Buckets buckets() {
    return buckets;
  }

  static Invocation invocation(Duration time) {
    Deadline deadline = Deadline.in(time, Clock.systemUTC());
    return new Invocation(UUID.randomUUID().toString(), deadline, Optional.empty());
  }

  /** The answer to a timer. */
  JsonNode timer(String message) {
    return timer(message, Duration.ofSeconds(60));
  }

  JsonNode timer(String message, Duration time) {
    JsonNode event = JSON.createObjectNode().put("Type", "Timer").put("Message", message);
    return events.handle(event, invocation(time));
  }

  @Override
  public Answer invoke(String event, Duration time) {
    try {
      return new Answer(false, events.handle(JSON.readTree(event), invocation(time)));
    } catch (EventFailed failed) {
      return new Answer(true, JSON.createObjectNode().put("error", failed.getMessage()));
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
