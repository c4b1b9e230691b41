package dev.cosliveness.testing;

import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.SandboxOptions;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/** One sandbox for all tests that run inside of the application. */
public final class SandboxResource implements QuarkusTestResourceLifecycleManager {
  public static final String SEAL_KEY = "a-secret-for-tests-of-32-characters";

  private static Sandbox sandbox;

  public static Sandbox sandbox() {
    return sandbox;
  }

  @Override
  public Map<String, String> start() {
    sandbox = Sandbox.start();
    Map<String, String> settings = new HashMap<>();
    settings.put("liveness.cos.endpoint", sandbox.endpoint());
    settings.put("liveness.cos.secret-id", sandbox.options().secretId());
    settings.put("liveness.cos.secret-key", sandbox.options().secretKey());
    settings.put("liveness.buckets", SandboxOptions.DEFAULT_BUCKET);
    settings.put("liveness.region", SandboxOptions.DEFAULT_REGION);
    settings.put("liveness.seal-key", SEAL_KEY);
    return settings;
  }

  @Override
  public void stop() {
    sandbox.close();
  }
}
