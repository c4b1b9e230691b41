package dev.cosliveness.cos;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.testing.SandboxResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that talks slowly, or not at all, holds nobody up for longer than is allowed. */
@QuarkusTest
@QuarkusTestResource(SandboxResource.class)
@Timeout(60)
class AnswersInTimeTest {
  private static final Duration LIMIT = Duration.ofMillis(300);
  private static final String TAGS = "<Tagging><TagSet/></Tagging>";

  private ServerSocket server;
  private final AtomicInteger requests = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile Way way;

  private enum Way {
    AT_ONCE,
    SILENT,
    HEADERS_DRIP,
    BODY_DRIPS,
    BODY_STOPS
  }

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0);
    Thread.ofPlatform().daemon().start(this::accept);
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SILENT", "HEADERS_DRIP", "BODY_DRIPS", "BODY_STOPS"})
  void slowAnswerEndsWithItsTimeAndTheNextIsTaken(String slow) {
    CosBucket bucket = bucket();
    way = Way.valueOf(slow);
    CosException late = assertThrows(CosException.class, () -> bucket.tags("videos/a.mp4", null));
    assertEquals("GET object ?tagging got no answer: not within 300 ms", late.getMessage());
    assertTrue(late.mayHaveRun());
    assertFalse(Thread.currentThread().isInterrupted());
    way = Way.AT_ONCE;
    assertEquals(ObjectTags.NONE, bucket.tags("videos/a.mp4", null));
  }

  @Test
  void whoCannotBeReachedHasNotBeenAsked() throws IOException {
    CosBucket bucket = bucket(Duration.ofSeconds(5));
    server.close();
    CosException refused =
        assertThrows(CosException.class, () -> bucket.tags("videos/a.mp4", null));
    assertEquals("GET object ?tagging got no answer: connect", refused.getMessage());
    assertFalse(refused.mayHaveRun());
  }

  @ParameterizedTest
  @ValueSource(strings = {"SILENT", "BODY_STOPS"})
  void whoIsInterruptedStopsAndStaysSo(String slow) throws Exception {
    way = Way.valueOf(slow);
    CosBucket bucket = bucket(Duration.ofSeconds(30));
    FutureTask<Boolean> task =
        new FutureTask<>(
            () -> {
              CosException stopped =
                  assertThrows(CosException.class, () -> bucket.tags("videos/a.mp4", null));
              assertEquals("GET object ?tagging got no answer: interrupted", stopped.getMessage());
              return Thread.currentThread().isInterrupted();
            });
    Thread caller = Thread.ofVirtual().start(task);
    assertTrue(asked.await(30, TimeUnit.SECONDS));
    caller.interrupt();
    assertTrue(task.get(20, TimeUnit.SECONDS));
    assertEquals(1, requests.get());
  }

  @Test
  void whoHasBeenInterruptedOrHasNoTimeSendsNothingThatIsCharged() {
    way = Way.AT_ONCE;
    CosBucket bucket = bucket();
    Thread.currentThread().interrupt();
    CosException stopped = assertThrows(CosException.class, () -> charged(bucket, LIMIT));
    assertTrue(Thread.interrupted());
    assertFalse(stopped.mayHaveRun());
    CosException late = assertThrows(CosException.class, () -> charged(bucket, Duration.ZERO));
    assertFalse(late.mayHaveRun());
    assertEquals(0, requests.get());
  }

  @Test
  void whatRunsOutOfMemoryOverAChargedAnswerMayHaveRun() {
    way = Way.AT_ONCE;
    CosException failed =
        assertThrows(
            CosException.class,
            () ->
                bucket()
                    .processCharged(
                        "videos/a.mp4",
                        Map.of("ci-process", "Any"),
                        LIMIT,
                        Duration.ZERO,
                        _ -> {
                          throw new OutOfMemoryError("for the test");
                        }));
    assertTrue(failed.mayHaveRun());
    assertEquals(1, requests.get());
  }

  private static void charged(CosBucket bucket, Duration limit) {
    bucket.processCharged(
        "videos/a.mp4", Map.of("ci-process", "Any"), limit, Duration.ZERO, _ -> null);
  }

  @Test
  void alarmRingsForItsOwnThreadAndNoLongerThanItIsSet() throws Exception {
    Alarms alarms = new Alarms();
    try (Alarms.Alarm far = alarms.in(Duration.ofHours(1))) {
      try (Alarms.Alarm near = alarms.in(Duration.ofMillis(20))) {
        assertThrows(InterruptedException.class, () -> Thread.sleep(Duration.ofSeconds(30)));
        assertTrue(near.rang());
      }
      assertFalse(far.rang());
      assertFalse(Thread.currentThread().isInterrupted());
    }
    for (int i = 0; i < 200; i++) {
      Alarms.Alarm soon = alarms.in(Duration.ofNanos(1000L * i));
      Thread.onSpinWait();
      soon.close();
      assertFalse(Thread.currentThread().isInterrupted(), "an interrupt outlives its alarm");
    }
    Thread.sleep(20);
  }

  private CosBucket bucket() {
    return bucket(LIMIT);
  }

  private CosBucket bucket(Duration limit) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getLocalPort());
    Clock clock = Clock.systemUTC();
    CosTransport transport =
        CosTransport.open(endpoint, Duration.ofSeconds(5), Duration.ofSeconds(40), 8, clock);
    return new CosBucket(
        transport,
        new Credentials("id", "key", null),
        "examplebucket-1250000000",
        "ap-guangzhou",
        limit,
        Deadline.in(Duration.ofHours(1), clock));
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.isEmpty()) {
          requests.incrementAndGet();
          asked.countDown();
          answer(socket.getOutputStream());
        }
      }
    } catch (IOException gone) {
      // the client has given up
    }
  }

  private void answer(OutputStream out) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: " + TAGS.length() + "\r\n\r\n";
    switch (way) {
      case AT_ONCE -> say(out, head + TAGS);
      case SILENT -> {}
      case HEADERS_DRIP -> drip(out, head + TAGS);
      case BODY_DRIPS -> {
        say(out, head);
        drip(out, TAGS);
      }
      case BODY_STOPS -> say(out, head + TAGS.substring(1));
    }
  }

  private static void drip(OutputStream out, String text) throws IOException {
    for (char each : text.toCharArray()) {
      say(out, String.valueOf(each));
      try {
        Thread.sleep(50);
      } catch (InterruptedException stop) {
        throw new IOException(stop);
      }
    }
  }

  private static void say(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
    out.flush();
  }
}
