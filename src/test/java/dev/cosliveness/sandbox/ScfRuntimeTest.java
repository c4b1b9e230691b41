package dev.cosliveness.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class ScfRuntimeTest {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private Sandbox sandbox;
  private ScfRuntime runtime;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    runtime = sandbox.runtime();
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    sandbox.close();
  }

  private HttpRequest request(String method, String path, String body) {
    URI uri =
        URI.create(
            "http://"
                + runtime.address().host()
                + ":"
                + runtime.address().port()
                + "/runtime/"
                + path);
    return HttpRequest.newBuilder(uri)
        .timeout(Duration.ofSeconds(5))
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private HttpResponse<String> next() throws IOException, InterruptedException {
    return client.send(request("GET", "invocation/next", null), BodyHandlers.ofString());
  }

  private int post(String path, String body) throws IOException, InterruptedException {
    return client.send(request("POST", path, body), BodyHandlers.ofString()).statusCode();
  }

  private static ScfRuntime.Answer get(CompletableFuture<ScfRuntime.Answer> answer)
      throws Exception {
    return answer.get(5, TimeUnit.SECONDS);
  }

  @Test
  void oneEventIsAnsweredOnce() throws Exception {
    assertEquals(200, post("init/ready", " "));
    runtime.awaitReady(Duration.ofSeconds(1));
    var answer = runtime.offer("{\"n\":1}");
    HttpResponse<String> event = next();
    assertEquals("{\"n\":1}", event.body());
    assertEquals("256", event.headers().firstValue("memory_limit_in_mb").orElseThrow());
    assertEquals(event.body(), next().body(), "the same event within one invocation");
    assertEquals(200, post("invocation/response", "done"));
    assertEquals("done", get(answer).body());
    assertEquals(event.headers().firstValue("request_id").orElseThrow(), get(answer).requestId());
    assertFalse(get(answer).error());
    assertEquals(List.of(), runtime.violations());
  }

  @Test
  void errorsAreToldApart() throws Exception {
    post("init/ready", "");
    var answer = runtime.offer("{}");
    next();
    assertEquals(200, post("invocation/error", "boom"));
    assertTrue(get(answer).error());
  }

  @Test
  void secondAnswerIsAViolation() throws Exception {
    post("init/ready", "");
    runtime.offer("{}");
    next();
    post("invocation/response", "1");
    assertEquals(422, post("invocation/error", "2"));
    assertEquals(1, runtime.violations().size());
  }

  @Test
  void nextBeforeReadyIsAViolation() throws Exception {
    runtime.offer("{}");
    next();
    assertEquals(List.of("next before ready"), runtime.violations());
    post("init/ready", "");
    post("init/ready", "");
    assertEquals(2, runtime.readyCount());
  }

  @Test
  void longPollWaitsAndSurvivesALostPoller() throws Exception {
    post("init/ready", "");
    var lost = client.sendAsync(request("GET", "invocation/next", null), BodyHandlers.ofString());
    Thread.sleep(50);
    var poll = client.sendAsync(request("GET", "invocation/next", null), BodyHandlers.ofString());
    Thread.sleep(50);
    runtime.offer("{\"late\":true}");
    assertEquals("{\"late\":true}", poll.get(5, TimeUnit.SECONDS).body());
    lost.cancel(true);
  }

  @Test
  void timeLimitEndsAnInvocation() throws Exception {
    runtime.timeLimit(Duration.ofMillis(60));
    post("init/ready", "");
    var answer = runtime.offer("{}");
    next();
    assertTrue(get(answer).error());
    assertTrue(get(answer).body().startsWith("433"));
    assertEquals(422, post("invocation/response", "late"));
  }

  @Test
  void faultsOfNext() throws Exception {
    post("init/ready", "");
    runtime.offer("{}");
    runtime.failNext(1);
    assertEquals(500, next().statusCode());
    runtime.dropNext(5);
    assertThrows(IOException.class, this::next);
    runtime.dropNext(0);
    assertEquals(200, next().statusCode());
  }

  @Test
  void firedEventsComeHereAndAreRetriedOnError() throws Exception {
    sandbox.events().retryDelay(Duration.ofMillis(10));
    post("init/ready", "");
    sandbox.objects().put(sandbox.bucket(), "a.mp4", Samples.pass(), Map.of());
    Delivery delivery = sandbox.events().fire(sandbox.bucket(), "a.mp4");
    String first = next().headers().firstValue("request_id").orElseThrow();
    post("invocation/error", "no");
    String second = next().headers().firstValue("request_id").orElseThrow();
    post("invocation/response", "yes");
    sandbox.events().awaitIdle(Duration.ofSeconds(5));
    assertEquals(first, second);
    assertEquals(
        List.of(430, 200), delivery.attempts().stream().map(Delivery.Attempt::status).toList());
  }
}
