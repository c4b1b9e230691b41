package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosTransport;
import dev.cosliveness.cos.Credentials;
import dev.cosliveness.liveness.Identity;
import dev.cosliveness.liveness.LivenessAnswer;
import dev.cosliveness.liveness.LivenessRecognition;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Journal;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.SandboxOptions;
import dev.cosliveness.testing.Stored;
import io.quarkus.test.junit.QuarkusTest;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes wrong between the function, COS and CI: the charged call is sent once, everything else
 * as often as it takes, and no event is lost.
 */
@QuarkusTest
class FlowFaultsTest extends FlowTests {
  private static final Person SOMEBODY = People.matching(98.5);

  @ParameterizedTest
  @ValueSource(strings = {"before", "after"})
  void lostAnswerOfTheChargedCallIsTriedAgainLater(String when) {
    boolean before = when.equals("before");
    fault((before ? Fault.dropBefore() : Fault.dropAfter()).on(Kind.LIVENESS_STORED).times(1));
    TestFunction function = TestFunction.usual();
    Stored video = when(function).of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PENDING").tags("PENDING", "Local.NoAnswer").asked(1).queued(1).claims(0);
    function.later(Duration.ofMinutes(2)).timer("");
    video.then().tags("PASSED", "Success", "98.50").asked(2).charged(before ? 1 : 2).queued(0);
  }

  @ParameterizedTest
  @CsvSource({
    "500,InternalError,PENDING",
    "503,SlowDown,PENDING",
    "503,ServiceUnavailable,PENDING",
    "429,RequestLimitExceeded,PENDING",
    "400,RequestLimitExceeded,PENDING",
    "400,ExpiredToken,PENDING",
    "403,AccessDenied,PENDING",
    "502,Bad.Gateway,REVIEW"
  })
  void refusedChargedCallIsNotSentTwice(int status, String code, String verdict) {
    fault(Fault.status(status, code).on(Kind.LIVENESS_STORED));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered(verdict).tags(verdict, code).asked(1).claims(0);
  }

  @Test
  void slowChargedCallEndsInTimeAndIsTriedAgainLater() {
    fault(Fault.slowAnswer(Duration.ofSeconds(3)).on(Kind.LIVENESS_STORED).times(1));
    TestFunction hasty = TestFunction.with(Map.of("liveness.cos.check-timeout", "500MS"));
    Stored video = when(hasty).of(SOMEBODY).at("videos/a.mp4").event();
    awaitCharged();
    video.then().answered("PENDING").tags("PENDING", "Local.NoAnswer").asked(1).queued(1);
    hasty.later(Duration.ofMinutes(2)).timer("");
    video.then().tags("PASSED", "Success", "98.50").asked(2).queued(0);
  }

  @Test
  void slowAnswerThatOutlastsTheInvocationIsQueued() {
    fault(Fault.slowAnswer(Duration.ofSeconds(7)).on(Kind.LIVENESS_STORED).times(1));
    Stored video =
        when(TestFunction.usual()).of(SOMEBODY).at("videos/a.mp4").event(Duration.ofSeconds(8));
    awaitCharged();
    video.then().answered("PENDING").tags("PENDING", "Local.NoAnswer").asked(1).queued(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"HEAD", "GET_TAGGING", "PUT_TAGGING", "DELETE"})
  void freeCallsAreRepeated(Kind kind) {
    for (Fault fault :
        new Fault[] {
          Fault.slowDown(), Fault.internalError(), Fault.dropBefore(),
        }) {
      fault(fault.on(kind).times(1));
    }
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PASSED").tags("PASSED", "Success", "98.50").asked(1).charged(1);
    video.then().claims(0);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"PUT_TAGGING", "DELETE", "PUT_OBJECT"})
  void callWhoseAnswerGotLostIsRepeated(Kind kind) {
    fault(Fault.dropAfter().on(kind).times(1));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PASSED").tags("PASSED", "Success", "98.50").charged(1).claims(0);
  }

  @Test
  void slowFreeCallIsRepeated() {
    fault(Fault.latency(Duration.ofSeconds(3)).on(Kind.HEAD).times(1));
    TestFunction hasty = TestFunction.with(Map.of("liveness.cos.read-timeout", "500MS"));
    Stored video = when(hasty).of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PASSED").charged(1);
    sandbox.journal().await(call -> call.kind() == Kind.HEAD, 3, Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({"503,SlowDown", "500,InternalError", "400,ExpiredToken", "403,AccessDenied"})
  void objectThatCannotBeLookedAtIsQueuedUncharged(int status, String code) {
    fault(Fault.status(status, code).on(Kind.GET_TAGGING));
    TestFunction function = TestFunction.usual();
    Stored video = when(function).of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PENDING").unjudged().asked(0).queued(1).claims(0);
    sandbox.faults().clear();
    function.later(Duration.ofHours(7)).timer("");
    video.then().tags("PASSED", "Success", "98.50").charged(1).queued(0);
  }

  @Test
  void everythingDownFailsTheEvent() {
    fault(Fault.dropBefore());
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event(Duration.ofSeconds(20));
    video.then().failed().charged(0);
    sandbox.faults().clear();
    video.event().then().answered("PASSED").charged(1).claims(0);
  }

  @Test
  void expiredTokenOfTheRunRoleFailsTheEvent() {
    fault(Fault.expiredToken());
    when().of(SOMEBODY).at("videos/a.mp4").event().then().failed().charged(0).unjudged();
  }

  @Test
  void deniedTagsOfAnUploadAreSaidInTheEnd() {
    fault(Fault.denied().on(Kind.PUT_TAGGING));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().failed().charged(1).unjudged();
    assertEquals("PASSED", video.then().document().path("status").asText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut", "empty", "html", "json"})
  void brokenAnswerIsForReview(String kind) {
    Fault broken =
        switch (kind) {
          case "cut" -> Fault.brokenXml();
          case "empty" -> Fault.emptyBody();
          case "html" -> Fault.answer(200, "text/html", "<html><body>busy</body></html>");
          default -> Fault.answer(200, "application/json", "{\"Sim\":99}");
        };
    fault(broken.on(Kind.LIVENESS_STORED));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("REVIEW").tags("REVIEW", "Local.BadResponse").asked(1).queued(0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hugeAnswerEndsTheCheckOnly(boolean frame) {
    long bytes = 80L * 1024 * 1024;
    fault((frame ? Fault.hugeFrame(bytes) : Fault.hugeJunk(bytes)).on(Kind.LIVENESS_STORED));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("REVIEW").tags("REVIEW", "Local.BadResponse").asked(1).claims(0);
  }

  @ParameterizedTest
  @CsvSource({"502,PENDING", "503,PENDING", "400,REVIEW", "403,PENDING"})
  void statusDecidesWhereNothingElseDoes(int status, String verdict) {
    fault(Fault.answer(status, "text/html", "<html>sorry</html>").on(Kind.LIVENESS_STORED));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered(verdict).asked(1).sealed();
    assertEquals(verdict, video.tags().get("liveness-status"));
  }

  @ParameterizedTest
  @ValueSource(longs = {12, -10})
  void wrongClockIsCorrectedOnce(long minutes) {
    sandbox.faults().clockSkew(Duration.ofMinutes(minutes));
    TestFunction function = TestFunction.fresh(Map.of());
    Stored video = when(function).of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PASSED").tags("PASSED", "Success", "98.50").charged(1).asked(1);
    long refused = sandbox.journal().calls().stream().filter(call -> call.status() == 403).count();
    assertTrue(refused >= 1 && refused <= 2, "refused for their time: " + refused);
    sandbox.journal().clear();
    video.event().then().skipped("already PASSED");
    assertTrue(
        sandbox.journal().calls().stream().noneMatch(call -> call.status() == 403),
        "refused once more");
  }

  @Test
  void clockIsNotCorrectedForEver() {
    fault(Fault.status(403, "RequestTimeTooSkewed"));
    TestFunction function = TestFunction.fresh(Map.of());
    when(function).of(SOMEBODY).at("videos/a.mp4").event().then().failed().charged(0);
    assertTrue(sandbox.journal().calls(Kind.HEAD).size() <= 2, "calls to HEAD");
  }

  @Test
  void credentialsOfTheInvocationWin() {
    var application =
        application()
            .with("X-Scf-Secret-Id", "somebody-else")
            .with("X-Scf-Secret-Key", "another-key");
    Stored video = when(application).of(SOMEBODY).at("videos/a.mp4").event();
    video.then().failed().charged(0);
    assertFalse(sandbox.journal().calls().isEmpty());
    assertTrue(sandbox.journal().calls().stream().allMatch(call -> call.status() == 403));
  }

  /** The server opens only when the second attempt is about to be signed. */
  @Test
  void refusedConnectionOfTheChargedCallIsTriedAgain() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    AtomicReference<Sandbox> opened = new AtomicReference<>();
    AtomicInteger asked = new AtomicInteger();
    Clock opening =
        new Clock() {
          @Override
          public Instant instant() {
            if (asked.incrementAndGet() == 2) {
              opened.set(open(port));
            }
            return Instant.now();
          }

          @Override
          public ZoneId getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }
        };
    try {
      URI endpoint = URI.create("http://localhost:" + port);
      CosTransport transport =
          CosTransport.open(endpoint, Duration.ofSeconds(2), Duration.ofSeconds(30), 8, opening);
      CosBucket bucket =
          new CosBucket(
              transport,
              new Credentials("sandbox-id-0001", "sandbox-key-0001", null),
              SandboxOptions.DEFAULT_BUCKET,
              SandboxOptions.DEFAULT_REGION,
              Duration.ofSeconds(10),
              TestFunction.invocation(Duration.ofSeconds(30)).deadline());
      LivenessAnswer answer =
          new LivenessRecognition(Duration.ofSeconds(10), Duration.ofSeconds(1), false)
              .check(
                  bucket,
                  "videos/a.mp4",
                  new Identity(
                      SOMEBODY.idCard(), SOMEBODY.name(), LivenessType.SILENT, null, null));
      assertInstanceOf(LivenessAnswer.Scored.class, answer);
      assertEquals(1, opened.get().journal().charged());
    } finally {
      if (opened.get() != null) {
        opened.get().close();
      }
    }
  }

  /** A call is recorded when it is answered, late as that may be. */
  private void awaitCharged() {
    sandbox.journal().await(Journal.Call::charged, Duration.ofSeconds(20));
  }

  private static Sandbox open(int port) {
    Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withPort(port));
    sandbox
        .objects()
        .put(
            sandbox.bucket(),
            "videos/a.mp4",
            Samples.pass(),
            Map.of(
                "id-card",
                SOMEBODY.idCard(),
                "name",
                URLEncoder.encode(SOMEBODY.name(), StandardCharsets.UTF_8)));
    return sandbox;
  }
}
