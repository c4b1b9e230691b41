package dev.cosliveness.sandbox;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** An embedded COS and CI, with SCF's events and runtime API beside it. */
public final class Sandbox implements AutoCloseable {
  private final SandboxOptions options;
  private final ObjectStore objects;
  private final Journal journal = new Journal();
  private final Faults faults = new Faults();
  private final LivenessEngine engine = new LivenessEngine();
  private final ScfRuntime runtime;
  private final EventSource events;
  private final CosFront front;
  private final Map<String, Route> consoleRoutes = new ConcurrentHashMap<>();
  private final WireServer server;

  private Sandbox(SandboxOptions options) {
    this.options = options;
    objects = new ObjectStore(options);
    runtime = new ScfRuntime(options.bind());
    events = new EventSource(options, objects, runtime);
    front =
        new CosFront(
            options, faults, journal, new CosService(objects, faults, engine), events::created);
    consoleRoutes.put(
        "/", request -> Reply.text(200, "text/plain; charset=utf-8", "A sandbox of COS and CI.\n"));
    server =
        new WireServer(
            options.bind(),
            options.port(),
            options.tls(),
            () -> options.clock().instant().plus(faults.clockSkew()),
            this::route);
  }

  /** On a free port, with the default bucket and key pair. */
  public static Sandbox start() {
    return start(SandboxOptions.defaults());
  }

  public static Sandbox start(SandboxOptions options) {
    return new Sandbox(options);
  }

  /** In a process of its own; see {@link SandboxProcess}. */
  public static void main(String[] args) throws InterruptedException {
    run(args, sandbox -> {});
  }

  /**
   * The same, for those who have something to put onto it before it is said to be there.
   *
   * @param prepare called once, with the sandbox as the arguments want it
   */
  public static void run(String[] args, Consumer<Sandbox> prepare) throws InterruptedException {
    SandboxProcess.run(args, prepare);
  }

  public int port() {
    return server.port();
  }

  public String endpoint() {
    return (options.tls() == null ? "http" : "https") + "://localhost:" + port();
  }

  /** What goes into the Host header. */
  public String host(String bucket, String region) {
    return bucket + ".cos." + region + ".myqcloud.com";
  }

  public String host() {
    return host(bucket(), options.region());
  }

  /** The first of the buckets. */
  public String bucket() {
    return options.buckets().stream().sorted().findFirst().orElseThrow();
  }

  public SandboxOptions options() {
    return options;
  }

  public ObjectStore objects() {
    return objects;
  }

  public Journal journal() {
    return journal;
  }

  public Faults faults() {
    return faults;
  }

  /** The liveness engine's switches. */
  public LivenessEngine ci() {
    return engine;
  }

  public EventSource events() {
    return events;
  }

  public ScfRuntime runtime() {
    return runtime;
  }

  /**
   * What answers requests that are for no bucket, by the longest path that is a prefix of theirs.
   */
  public Map<String, Route> consoleRoutes() {
    return consoleRoutes;
  }

  private Reply route(Request request) {
    Optional<VirtualHost> host = VirtualHost.of(request);
    if (host.isPresent()) {
      return front.answer(host.get(), request);
    }
    String path = request.rawPath();
    return consoleRoutes.entrySet().stream()
        .filter(
            route ->
                path.equals(route.getKey())
                    || !route.getKey().equals("/") && path.startsWith(route.getKey()))
        .max((a, b) -> a.getKey().length() - b.getKey().length())
        .map(route -> route.getValue().answer(request))
        .orElseGet(() -> Reply.text(404, "text/plain", "Not found\n"));
  }

  @Override
  public void close() {
    events.close();
    runtime.close();
    server.close();
  }
}
