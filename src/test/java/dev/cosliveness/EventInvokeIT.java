package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.SandboxOptions;
import dev.cosliveness.testing.FunctionProcess;
import dev.cosliveness.testing.JsonTree;
import dev.cosliveness.testing.Launch;
import dev.cosliveness.testing.Videos;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The built artifact as SCF calls an image: {@code POST /event-invoke} (contract, section 1). */
@Timeout(120)
class EventInvokeIT {
  static final String SESSION_TOKEN = "token-of-the-platform";
  private static final String KEY = "videos/a.mp4";

  private final Sandbox sandbox =
      Sandbox.start(SandboxOptions.defaults().withSessionToken(SESSION_TOKEN));
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<FunctionProcess> functions = new ArrayList<>();

  @AfterEach
  void stop() {
    functions.forEach(FunctionProcess::close);
    client.close();
    sandbox.close();
  }

  private FunctionProcess start(Launch launch) {
    FunctionProcess function = launch.start();
    functions.add(function);
    return function.awaitListening();
  }

  private HttpRequest.Builder request(FunctionProcess function, String event) {
    return HttpRequest.newBuilder(function.uri("/event-invoke"))
        .timeout(Duration.ofSeconds(60))
        .header("X-Scf-Request-Id", "request-1")
        .POST(HttpRequest.BodyPublishers.ofString(event));
  }

  private HttpRequest.Builder withCredentials(HttpRequest.Builder request, String key) {
    return request
        .header("X-Scf-Secret-Id", sandbox.options().secretId())
        .header("X-Scf-Secret-Key", key)
        .header("X-Scf-Session-Token", sandbox.options().sessionToken());
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private String event() {
    Videos.store(sandbox, KEY, People.matching(98.5));
    return sandbox.events().eventFor(sandbox.bucket(), KEY);
  }

  @Test
  void credentialsOfTheRequestWinOverTheEnvironment() throws Exception {
    FunctionProcess function =
        start(
            Launch.server(sandbox)
                .with("LIVENESS_COS_SECRET_ID", "somebody-else")
                .with("LIVENESS_COS_SECRET_KEY", "somebody-elses-key"));
    var answer = send(withCredentials(request(function, event()), sandbox.options().secretKey()));
    assertEquals(200, answer.statusCode(), answer.body());
    assertEquals("PASSED", JsonTree.of(answer.body()).at("/records/0/outcome").asText());
    assertEquals("PASSED", Videos.status(sandbox, KEY));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void wrongCredentialsOfTheRequestAreNotMendedFromTheEnvironment() throws Exception {
    FunctionProcess function =
        start(
            Launch.server(sandbox)
                .with("LIVENESS_COS_SESSION_TOKEN", sandbox.options().sessionToken()));
    var refused = send(withCredentials(request(function, event()), "not-the-key"));
    assertTrue(refused.statusCode() >= 500, refused.body());
    assertEquals(0, sandbox.journal().charged());
    var taken = send(request(function, event()));
    assertEquals(200, taken.statusCode(), taken.body());
    assertEquals("PASSED", Videos.status(sandbox, KEY));
  }

  @Test
  void unknownEventIsToldByItsKeysOnly() throws Exception {
    FunctionProcess function = start(Launch.server(sandbox));
    var answer = send(request(function, "{\"surprise\":\"must-not-be-repeated\"}"));
    assertTrue(answer.statusCode() >= 400);
    assertTrue(answer.body().contains("surprise"));
    assertFalse(answer.body().contains("must-not-be-repeated"));
    assertEquals(
        "application/problem+json", answer.headers().firstValue("Content-Type").orElseThrow());
  }

  @Test
  void sigtermEndsTheServer() {
    assertEquals(128 + 15, start(Launch.server(sandbox)).terminate().exitCode());
  }

  @Test
  void fiveHundredDeliveriesOnTwoProcessesChargeEachVideoOnce() throws Exception {
    List<FunctionProcess> both =
        List.of(start(Launch.server(sandbox)), start(Launch.server(sandbox)));
    List<String> events = new ArrayList<>();
    for (int video = 0; video < 100; video++) {
      String key = "videos/%03d.mp4".formatted(video);
      Videos.store(sandbox, key, People.matching(98.5));
      events.addAll(Collections.nCopies(5, sandbox.events().eventFor(sandbox.bucket(), key)));
    }
    Collections.shuffle(events, new Random(5));
    try (ExecutorService callers = Executors.newFixedThreadPool(24)) {
      List<Future<HttpResponse<String>>> answers = new ArrayList<>();
      for (int i = 0; i < events.size(); i++) {
        String event = events.get(i);
        FunctionProcess function = both.get(i % 2);
        answers.add(
            callers.submit(
                () ->
                    send(
                        withCredentials(request(function, event), sandbox.options().secretKey()))));
      }
      for (Future<HttpResponse<String>> answer : answers) {
        assertEquals(200, answer.get().statusCode(), answer.get().body());
      }
    }
    for (int video = 0; video < 100; video++) {
      String key = "videos/%03d.mp4".formatted(video);
      assertEquals("PASSED", Videos.status(sandbox, key), key);
      assertEquals(1, sandbox.journal().charged(sandbox.bucket(), key), key);
    }
    assertEquals(100, sandbox.journal().charged());
    assertEquals(List.of(), sandbox.objects().keys(sandbox.bucket(), "liveness/"));
    assertEquals(List.of(), sandbox.journal().violations());
  }
}
