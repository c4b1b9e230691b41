package dev.cosliveness.sandbox.dev;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.check.Buckets;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.Deadline;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.SandboxOptions;
import dev.cosliveness.sandbox.console.Console;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URLEncoder;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Puts a handful of videos into the sandbox's bucket once the function runs: their events fire, and
 * their verdicts are logged.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DevSandbox {
  private static final Logger LOG = Logger.getLogger(DevSandbox.class);

  private final Buckets buckets;
  private final int port;
  private final int functionPort;
  private Sandbox sandbox;

  DevSandbox(
      Buckets buckets,
      @ConfigProperty(name = "liveness.sandbox.port") int port,
      @ConfigProperty(name = "quarkus.http.port") int functionPort) {
    this.buckets = buckets;
    this.port = port;
    this.functionPort = functionPort;
  }

  void start(@Observes StartupEvent started) {
    sandbox = Sandbox.start(SandboxOptions.defaults().withPort(port));
    sandbox.events().target("http://localhost:" + functionPort).retryDelay(Duration.ofSeconds(5));
    Console.open(sandbox);
    sandbox.consoleRoutes().put(OpenApiDocument.PATH, OpenApiDocument.ofThisProject());
    Thread.ofVirtual().name("samples").start(this::upload);
  }

  void stop(@Observes ShutdownEvent stopping) {
    if (sandbox != null) {
      sandbox.close();
    }
  }

  private void upload() {
    upload("videos/pass.mp4", Samples.PASS_MP4, People.matching(98.5));
    upload("videos/低相似度.avi", Samples.PASS_AVI, People.matching(69.99));
    upload("videos/spoof.flv", Samples.PASS_FLV, spoof());
    upload("videos/too-short.mp4", Samples.TOO_SHORT, People.matching(100));
    upload("videos/wrong-name.mp4", Samples.NO_SOUND, People.wrongName());
    upload("videos/engine-fault.mp4", Samples.PASS_MP4, People.recovering());
    sandbox.events().awaitIdle(Duration.ofSeconds(30));
    LOG.infof(
        "That were the samples. Next: the console at %s, function http://localhost:%d, and"
            + " curl -sX POST http://localhost:%d/event-invoke -d"
            + " '{\"Type\":\"Timer\",\"Message\":\"retry\"}' runs the retries that are due",
        sandbox.endpoint(), functionPort, functionPort);
  }

  private static Person spoof() {
    return People.forCode("FailedOperation.LivessDetectFake");
  }

  /** As an uploader does it: a signed PUT with the identity in the metadata. */
  private void upload(String key, String sample, Person person) {
    Invocation invocation =
        new Invocation(
            "samples", Deadline.in(Duration.ofSeconds(30), Clock.systemUTC()), Optional.empty());
    CosBucket bucket = buckets.open(sandbox.bucket(), SandboxOptions.DEFAULT_REGION, invocation);
    bucket.put(
        key,
        Samples.bytes(sample),
        "video/mp4",
        Map.of(
            "id-card", person.idCard(),
            "name", URLEncoder.encode(person.name(), UTF_8)));
  }
}
