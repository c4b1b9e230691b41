package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.ScfRuntime;
import dev.cosliveness.testing.FunctionProcess;
import dev.cosliveness.testing.Launch;
import dev.cosliveness.testing.Videos;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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

  private static final String KEY = "videos/a.mp4";
  private static final String TOKEN = "a-token-of-the-tests-0123456789";
  private static final Path SCRIPT = Path.of("native", "empty-root.sh").toAbsolutePath();

  private static final Person SOMEBODY = People.matching(98.5);
  private static final int LARGEST_VIDEO = 6_291_456;

  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void worksWithNothingAroundItWhetherItsNameIsKnownOrNot(boolean hostsFile) throws Exception {
    List<String> wrapper =
        hostsFile ? List.of(SCRIPT.toString(), "--hosts") : List.of(SCRIPT.toString());
    try (FunctionProcess function = start(Launch.customRuntime(sandbox), wrapper)) {
      sandbox.runtime().awaitReady(WITHOUT_LOOKUP);
      Videos.store(sandbox, KEY, SOMEBODY);
      ScfRuntime.Answer answer =
          sandbox
              .runtime()
              .offer(sandbox.events().eventFor(sandbox.bucket(), KEY))
              .get(30, TimeUnit.SECONDS);
      assertFalse(answer.error(), answer.body());
      assertEquals("PASSED", Videos.status(sandbox, KEY));
      assertEquals(0, function.terminate().exitCode());
    }
  }

  /** Not even for the largest body is there a place to write to. */
  @Test
  void containerTakesTheLargestVideoWithoutAPlaceToWriteTo() throws Exception {
    byte[] video = Arrays.copyOf(Samples.pass(), LARGEST_VIDEO);
    String body =
        "{\"key\":\"%s\",\"idCard\":\"%s\",\"name\":\"%s\",\"video\":\"%s\"}"
            .formatted(
                KEY, SOMEBODY.idCard(), SOMEBODY.name(), Base64.getEncoder().encodeToString(video));
    Launch launch = Launch.server(sandbox).with("LIVENESS_HTTP_TOKEN", TOKEN);
    try (FunctionProcess function = start(launch, List.of(SCRIPT.toString()));
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest submit =
          HttpRequest.newBuilder(function.awaitListening().uri("/submit"))
              .header("Authorization", "Bearer " + TOKEN)
              .POST(HttpRequest.BodyPublishers.ofString(body))
              .build();
      HttpResponse<String> answer = client.send(submit, HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      assertEquals("PASSED", Videos.status(sandbox, KEY));
    }
  }

  private FunctionProcess start(Launch launch, List<String> wrapper) {
    return launch
        // nobody answers for localhost in there
        .with("LIVENESS_COS_ENDPOINT", "http://127.0.0.1:" + sandbox.port())
        .with("PATH", System.getenv("PATH"))
        .within(wrapper)
        .start();
  }
}
