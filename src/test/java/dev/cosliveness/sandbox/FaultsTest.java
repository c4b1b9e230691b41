package dev.cosliveness.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class FaultsTest {
  private static final String BUCKET = SandboxOptions.DEFAULT_BUCKET;
  private Sandbox sandbox;
  private SignedCalls calls;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    calls = new SignedCalls(sandbox);
    sandbox.objects().put(BUCKET, "a.mp4", Samples.pass(), Map.of());
  }

  @AfterEach
  void stop() {
    calls.close();
    sandbox.close();
  }

  private HttpResponse<String> check() throws IOException {
    return calls.get("a.mp4", SignedCalls.silent(People.matching(98.5)));
  }

  @Test
  void strikesItsKindAndOnlySoOften() throws IOException {
    sandbox.faults().add(Fault.slowDown().on(Kind.GET_TAGGING).times(2));
    assertEquals(200, check().statusCode());
    assertEquals(503, calls.get("a.mp4", Map.of("tagging", "")).statusCode());
    HttpResponse<String> second = calls.get("a.mp4", Map.of("tagging", ""));
    assertTrue(second.body().contains("<Code>SlowDown</Code>"));
    assertTrue(second.headers().firstValue("x-cos-request-id").isPresent());
    assertEquals(200, calls.get("a.mp4", Map.of("tagging", "")).statusCode());
  }

  @Test
  void lostAnswersAreCharged() {
    sandbox.faults().add(Fault.dropAfter().on(Kind.LIVENESS_STORED));
    assertThrows(IOException.class, this::check);
    assertTrue(sandbox.journal().charged() >= 1);
    assertEquals(0, sandbox.journal().calls(Kind.LIVENESS_STORED).getFirst().status());
  }

  @Test
  void droppedCallsAreNotCharged() {
    sandbox.faults().add(Fault.dropBefore().on(Kind.LIVENESS_STORED));
    assertThrows(IOException.class, this::check);
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void answersCanBeSpoilt() throws IOException {
    sandbox.faults().add(Fault.brokenXml().times(1));
    HttpResponse<String> broken = check();
    assertEquals(200, broken.statusCode());
    assertFalse(broken.body().endsWith("</Response>"));
    sandbox.faults().add(Fault.emptyBody().times(1));
    assertEquals("", check().body());
    sandbox.faults().add(Fault.jsonError(400, -1, "参数错误").times(1));
    assertEquals("application/json", check().headers().firstValue("Content-Type").orElseThrow());
    sandbox.faults().add(Fault.answer(200, "text/html", "<html/>").times(1));
    assertEquals("<html/>", check().body());
    sandbox.faults().add(Fault.hugeFrame(3_000_000).times(1));
    assertTrue(check().body().length() > 3_000_000);
    sandbox.faults().add(Fault.hugeJunk(3_000_000).times(1));
    assertTrue(check().body().endsWith("<Sim>98.5</Sim></Response>"));
    assertEquals(5, sandbox.journal().charged(), "all but the JSON error were executed");
  }

  @Test
  void ciCanBeThrottledOrNotBound() throws IOException {
    sandbox.faults().add(Fault.throttled().times(1));
    assertTrue(check().body().contains("RequestLimitExceeded"));
    sandbox.faults().add(Fault.ciNotBound());
    assertEquals(403, check().statusCode());
    assertEquals(403, calls.get("", Map.of("ci-process", "GetLiveCode")).statusCode());
    assertEquals(200, calls.get("", Map.of("prefix", "")).statusCode());
    sandbox.faults().clear();
    assertEquals(200, check().statusCode());
  }

  @Test
  void latencyIsWaited() throws IOException {
    sandbox.faults().add(Fault.latency(Duration.ofMillis(150)).times(1));
    long start = System.nanoTime();
    check();
    assertTrue(System.nanoTime() - start >= 150_000_000);
  }

  @Test
  void dateShowsTheSkewedClock() throws IOException {
    sandbox.faults().clockSkew(Duration.ofHours(-30));
    HttpResponse<String> refused = check();
    assertTrue(refused.body().contains("RequestTimeTooSkewed"));
    String expected = WireServer.httpDate(java.time.Instant.now().minus(Duration.ofHours(30)));
    assertEquals(
        expected.substring(0, 16),
        refused.headers().firstValue("Date").orElseThrow().substring(0, 16));
  }

  @Test
  void youngObjectsAreMissingInLists() throws IOException {
    sandbox.faults().listDelay(Duration.ofSeconds(30));
    assertFalse(calls.get("", Map.of("prefix", "a")).body().contains("<Key>a.mp4</Key>"));
    sandbox.objects().setLastModified(BUCKET, "a.mp4", java.time.Instant.now().minusSeconds(60));
    assertTrue(calls.get("", Map.of("prefix", "a")).body().contains("<Key>a.mp4</Key>"));
  }

  @Test
  void forbidOverwriteLetsExactlyOneThrough() throws Exception {
    java.util.concurrent.atomic.AtomicInteger stored =
        new java.util.concurrent.atomic.AtomicInteger();
    java.util.concurrent.atomic.AtomicInteger conflicts =
        new java.util.concurrent.atomic.AtomicInteger();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 30; i++) {
        threads.submit(
            () -> {
              int status =
                  calls
                      .send(
                          "PUT",
                          "claim",
                          Map.of(),
                          Map.of("x-cos-forbid-overwrite", "true"),
                          new byte[] {1})
                      .statusCode();
              (status == 200 ? stored : conflicts).incrementAndGet();
              return status;
            });
      }
    }
    assertEquals(1, stored.get());
    assertEquals(29, conflicts.get());
  }

  @Test
  void requestsForNoBucketReachTheConsole() throws Exception {
    try (var client = java.net.http.HttpClient.newHttpClient()) {
      var root =
          java.net.http.HttpRequest.newBuilder(java.net.URI.create(sandbox.endpoint())).build();
      assertEquals(
          200, client.send(root, java.net.http.HttpResponse.BodyHandlers.ofString()).statusCode());
      sandbox.consoleRoutes().put("/console", request -> Reply.text(200, "text/plain", "console"));
      var console =
          java.net.http.HttpRequest.newBuilder(
                  java.net.URI.create(sandbox.endpoint() + "/console/x"))
              .build();
      assertEquals(
          "console",
          client.send(console, java.net.http.HttpResponse.BodyHandlers.ofString()).body());
    }
  }
}
