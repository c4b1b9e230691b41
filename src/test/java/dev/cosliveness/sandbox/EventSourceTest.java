package dev.cosliveness.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventSourceTest {
  private static final Duration SOON = Duration.ofSeconds(5);
  private final List<Request> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger failures = new AtomicInteger();
  private Sandbox sandbox;
  private SignedCalls calls;
  private WireServer function;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    calls = new SignedCalls(sandbox);
    function = new WireServer("127.0.0.1", 0, null, Clock.systemUTC(), this::invoked);
    sandbox
        .events()
        .target("http://127.0.0.1:" + function.port())
        .retryDelay(Duration.ofMillis(20));
  }

  @AfterEach
  void stop() {
    calls.close();
    sandbox.close();
    function.close();
  }

  private Reply invoked(Request request) {
    seen.add(request);
    return failures.getAndDecrement() > 0
        ? Reply.text(500, "text/plain", "failed")
        : Reply.text(200, "application/json", "\"ok\"");
  }

  @Test
  void createdObjectsFireTheCapturedShape() throws IOException {
    calls.send(
        "PUT",
        "videos/张 三+1.mp4",
        Map.of(),
        Map.of("x-cos-meta-name", "%E8%B5%B5", "Content-Type", "video/mp4"),
        new byte[] {1, 2, 3});
    sandbox.events().awaitIdle(SOON);
    Request request = seen.getFirst();
    assertEquals("POST /event-invoke", request.toString());
    assertEquals("sandbox-id-0001", request.header("x-scf-secret-id"));
    assertEquals(
        sandbox.events().deliveries().getFirst().requestId(), request.header("x-scf-request-id"));
    JsonNode entry = new ObjectMapper().readTree(request.body()).at("/Records/0");
    assertEquals(
        "/1250000000/examplebucket/videos/张 三+1.mp4", entry.at("/cos/cosObject/key").asText());
    assertEquals(
        "http://examplebucket-1250000000.cos.ap-beijing.myqcloud.com/videos/%E5%BC%A0%20%E4%B8%89%2B1.mp4",
        entry.at("/cos/cosObject/url").asText());
    assertEquals(3, entry.at("/cos/cosObject/size").asInt());
    assertEquals("%E8%B5%B5", entry.at("/cos/cosObject/meta/x-cos-meta-name").asText());
    assertEquals("video/mp4", entry.at("/cos/cosObject/meta/Content-Type").asText());
    assertEquals("ap-beijing", entry.at("/cos/cosBucket/s3Region").asText());
    assertEquals("bj", entry.at("/cos/cosBucket/region").asText());
    assertEquals("cos:ObjectCreated:Put", entry.at("/event/eventName").asText());
  }

  @Test
  void failedEventsAreTriedTwiceMoreUnderOneRequestId() throws IOException {
    failures.set(2);
    calls.put("a.mp4", Map.of(), new byte[] {1});
    sandbox.events().awaitIdle(SOON);
    assertEquals(3, seen.size());
    assertEquals(
        1, seen.stream().map(request -> request.header("x-scf-request-id")).distinct().count());
    assertTrue(sandbox.events().deliveries().getFirst().succeeded());
    failures.set(9);
    calls.put("b.mp4", Map.of(), new byte[] {1});
    sandbox.events().awaitIdle(SOON);
    assertEquals(6, seen.size());
    assertFalse(sandbox.events().deliveries().getLast().succeeded());
  }

  @Test
  void filterAndTaggingAndRefusedWritesFireNothing() throws IOException {
    sandbox.events().filter("videos/", ".mp4");
    calls.put("other/a.mp4", Map.of(), new byte[] {1});
    calls.put("videos/a.txt", Map.of(), new byte[] {1});
    calls.put("videos/a.mp4", Map.of("tagging", ""), "<Tagging><TagSet/></Tagging>".getBytes());
    sandbox.events().awaitIdle(SOON);
    assertEquals(List.of(), sandbox.events().deliveries());
    calls.put("videos/a.mp4", Map.of(), new byte[] {1});
    sandbox.events().awaitIdle(SOON);
    assertEquals(1, seen.size());
  }

  @Test
  void timerWaitsForItsAnswer() throws IOException {
    assertEquals("\"ok\"", sandbox.events().fireTimer("doctor").body());
    JsonNode event = new ObjectMapper().readTree(seen.getFirst().body());
    assertEquals("Timer", event.get("Type").asText());
    assertEquals("doctor", event.get("Message").asText());
    assertTrue(event.get("Time").asText().matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
  }

  @Test
  void directPutsFireOnlyWhenAsked() {
    sandbox.objects().put(sandbox.bucket(), "x.mp4", Samples.pass(), Map.of("name", "赵样例"));
    assertEquals(List.of(), sandbox.events().deliveries());
    sandbox.events().fire(sandbox.bucket(), "x.mp4");
    sandbox.events().awaitIdle(SOON);
    assertEquals(1, seen.size());
  }

  @Test
  void unreachableFunctionsAreTriedAgainToo() {
    function.close();
    Delivery delivery = sandbox.events().deliver("{}");
    sandbox.events().awaitIdle(SOON);
    assertEquals(
        List.of(0, 0, 0), delivery.attempts().stream().map(Delivery.Attempt::status).toList());
  }
}
