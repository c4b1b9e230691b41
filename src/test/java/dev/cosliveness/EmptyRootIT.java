package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.ScfRuntime;
import dev.cosliveness.testing.FunctionProcess;
import dev.cosliveness.testing.Launch;
import dev.cosliveness.testing.Videos;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The native executable needs nothing of the system it runs on (native/empty-root.sh). */
@Timeout(60)
@EnabledIfSystemProperty(named = "artifact.kind", matches = "native")
class EmptyRootIT {
  /** Less than the five seconds that a look-up of the machine's name takes where nobody answers. */
  private static final Duration WITHOUT_LOOKUP = Duration.ofSeconds(4);

  private static final Path SCRIPT = Path.of("native", "empty-root.sh").toAbsolutePath();

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void worksWithNothingAroundItWhetherItsNameIsKnownOrNot(boolean hostsFile) throws Exception {
    List<String> wrapper =
        hostsFile ? List.of(SCRIPT.toString(), "--hosts") : List.of(SCRIPT.toString());
    try (Sandbox sandbox = Sandbox.start();
        FunctionProcess function =
            Launch.customRuntime(sandbox)
                // nobody answers for localhost in there
                .with("LIVENESS_COS_ENDPOINT", "http://127.0.0.1:" + sandbox.port())
                .with("PATH", System.getenv("PATH"))
                .within(wrapper)
                .start()) {
      sandbox.runtime().awaitReady(WITHOUT_LOOKUP);
      Videos.store(sandbox, "videos/a.mp4", People.matching(98.5));
      ScfRuntime.Answer answer =
          sandbox
              .runtime()
              .offer(sandbox.events().eventFor(sandbox.bucket(), "videos/a.mp4"))
              .get(30, TimeUnit.SECONDS);
      assertFalse(answer.error(), answer.body());
      assertEquals("PASSED", Videos.status(sandbox, "videos/a.mp4"));
      assertEquals(0, function.terminate().exitCode());
    }
  }
}
