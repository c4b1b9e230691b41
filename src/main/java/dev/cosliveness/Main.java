package dev.cosliveness;

import dev.cosliveness.cos.TlsWarmUp;
import dev.cosliveness.http.FunctionCaller;
import dev.cosliveness.scf.RuntimeLoop;
import dev.cosliveness.scf.Termination;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Starts as SCF's custom runtime where its API is announced, and as an HTTP server otherwise. */
@QuarkusMain
public class Main implements QuarkusApplication {
  private static final Logger LOG = Logger.getLogger(Main.class);

  private final Instance<Settings> settings;
  private final FunctionCaller functions;

  Main(Instance<Settings> settings, FunctionCaller functions) {
    this.settings = settings;
    this.functions = functions;
  }

  /**
   * No HTTP server in SCF's custom runtime, where nobody could reach it, unless its port is set.
   *
   * <p>Every log record asks for the machine's name, which no line of ours has: a name that is
   * given spares looking it up, which takes five seconds where nobody knows it.
   */
  public static void main(String[] args) {
    System.setProperty("jboss.qualified.host.name", "function");
    boolean wanted =
        System.getenv("QUARKUS_HTTP_PORT") != null
            || System.getenv("QUARKUS_HTTP_HOST_ENABLED") != null
            || System.getProperty("quarkus.http.port") != null;
    if (System.getenv("SCF_RUNTIME_API") != null) {
      // one event at a time, on a fraction of a core
      System.setProperty("quarkus.vertx.event-loops-pool-size", "1");
      if (!wanted) {
        System.setProperty("quarkus.http.host-enabled", "false");
      }
    }
    Quarkus.run(Main.class, args);
  }

  @Override
  public int run(String... args) {
    Settings.Cos cos;
    try {
      cos = settings.get().cos();
    } catch (RuntimeException wrong) {
      LOG.fatal(cause(wrong));
      return 1;
    }
    String host = System.getenv("SCF_RUNTIME_API");
    if (host == null || host.isBlank()) {
      Quarkus.waitForExit();
      return 0;
    }
    if (cos.endpoint() == null || "https".equals(cos.endpoint().getScheme())) {
      TlsWarmUp.start();
    }
    return pull(host);
  }

  private int pull(String host) {
    String port = System.getenv("SCF_RUNTIME_API_PORT");
    RuntimeLoop loop =
        new RuntimeLoop(
            host,
            port == null ? 9001 : Integer.parseInt(port),
            (event, invocation) -> functions.call("event-invoke", event, invocation),
            Clock.systemUTC());
    if (!Termination.onSigterm(loop::stop)) {
      LOG.warn("SIGTERM cannot be handled here: it ends the process, but not with 0");
    }
    return loop.run();
  }

  private static String cause(Throwable wrong) {
    Throwable cause = wrong;
    while (cause.getCause() != null && !(cause instanceof SettingsException)) {
      cause = cause.getCause();
    }
    return cause instanceof SettingsException
        ? "wrong settings: " + cause.getMessage()
        : "cannot start: " + cause;
  }
}
