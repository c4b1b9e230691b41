package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.testing.SandboxResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The application as in development: it stores everything, and tries again soon. */
public final class ConsoleProfile implements QuarkusTestProfile {
  @Override
  public boolean disableGlobalTestResources() {
    return true;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(Resource.class));
  }

  /** A sandbox of its own, with the console on it. */
  public static final class Resource implements QuarkusTestResourceLifecycleManager {
    private final SandboxResource resource = new SandboxResource();

    @Override
    public Map<String, String> start() {
      Map<String, String> settings = new HashMap<>(resource.start());
      Sandbox sandbox = SandboxResource.sandbox();
      Console.open(sandbox);
      settings.put("liveness.verdict.store", "both");
      settings.put("liveness.best-frames.store", "true");
      settings.put("liveness.retry.initial-delay", "1S");
      return settings;
    }

    @Override
    public void stop() {
      resource.stop();
    }
  }
}
