package dev.cosliveness.testing;

import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.SandboxOptions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * With what the artifact is started. Nothing of this process' own environment reaches it.
 *
 * @param wrapper a command that runs the artifact's; empty for none
 * @param port where it listens; 0 where it does not
 */
public record Launch(
    Map<String, String> environment,
    Map<String, String> systemProperties,
    List<String> wrapper,
    int port) {
  public static final String SEAL_KEY = "a-secret-for-tests-of-32-characters";

  /** As SCF starts a custom runtime: its runtime API is the sandbox's. */
  public static Launch customRuntime(Sandbox sandbox) {
    return settings(sandbox)
        .with("SCF_RUNTIME_API", sandbox.runtime().address().host())
        .with("SCF_RUNTIME_API_PORT", String.valueOf(sandbox.runtime().address().port()));
  }

  /** As a container, on a free port. */
  public static Launch server(Sandbox sandbox) {
    int port = Ports.free();
    Launch launch = settings(sandbox).with("QUARKUS_HTTP_PORT", String.valueOf(port));
    return new Launch(launch.environment, Map.of(), List.of(), port);
  }

  private static Launch settings(Sandbox sandbox) {
    SandboxOptions options = sandbox.options();
    return new Launch(Map.of(), Map.of(), List.of(), 0)
        .with("LIVENESS_COS_ENDPOINT", sandbox.endpoint())
        .with("LIVENESS_COS_SECRET_ID", options.secretId())
        .with("LIVENESS_COS_SECRET_KEY", options.secretKey())
        .with("LIVENESS_BUCKETS", String.join(",", options.buckets()))
        .with("LIVENESS_REGION", options.region())
        .with("LIVENESS_SEAL_KEY", SEAL_KEY);
  }

  public Launch with(String variable, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(variable, value);
    return new Launch(more, systemProperties, wrapper, port);
  }

  public Launch without(String variable) {
    Map<String, String> less = new TreeMap<>(environment);
    less.remove(variable);
    return new Launch(less, systemProperties, wrapper, port);
  }

  public Launch withSystemProperty(String name, String value) {
    Map<String, String> more = new TreeMap<>(systemProperties);
    more.put(name, value);
    return new Launch(environment, more, wrapper, port);
  }

  public Launch within(List<String> command) {
    return new Launch(environment, systemProperties, command, port);
  }

  public FunctionProcess start() {
    return FunctionProcess.start(this);
  }
}
