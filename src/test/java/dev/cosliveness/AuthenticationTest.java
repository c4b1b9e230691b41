package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.testing.Application;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 6: who may call, and which headers are believed. */
@QuarkusTest
class AuthenticationTest extends HttpTests {
  private static final String OLD = "old-token-0123456789";
  private static final String NEW = "new-token-0123456789";
  private static final Call ASK = Call.get("verdict").query("key", KEY);
  private static final List<Call> EVERY_FUNCTION =
      List.of(
          Call.post("verify"),
          Call.post("submit"),
          Call.post("challenge"),
          Call.post("upload-url"),
          Call.get("verdict"),
          Call.post("recheck"),
          Call.get("doctor"));

  @Test
  void developmentNeedsNoToken() {
    holds(Case.of("open", HttpTests::storedBare, ASK).isProblem(404, "Local.NoVerdict"));
    Call wrong = ASK.header("Authorization", "Bearer nonsense");
    holds(Case.of("open", HttpTests::storedBare, wrong).isProblem(404, "Local.NoVerdict"));
  }

  @Test
  void developmentWithATokenAsksForIt() {
    TestHttp http = TestHttp.with(Map.of("liveness.http.token", NEW));
    assertEquals(401, http.plain(ASK).status());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void productionWithoutATokenAnswers503(Way way) {
    TestHttp http = TestHttp.production(Map.of());
    for (Call each : EVERY_FUNCTION) {
      Reply reply = http.send(way, each.header("Authorization", "Bearer anything"));
      assertEquals(503, reply.status(), each.toString());
      assertEquals("Local.NoToken", reply.text("code"));
      assertTrue(Integer.parseInt(reply.header("retry-after")) > 0);
    }
    assertEquals(List.of(), sandbox.journal().calls());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void callerWithoutAGoodTokenIs401(Way way) {
    TestHttp http = TestHttp.production(Map.of("liveness.http.token", NEW));
    for (Call each : EVERY_FUNCTION) {
      Reply reply = http.send(way, each);
      assertEquals(401, reply.status(), each.toString());
      assertEquals("Local.Unauthorized", reply.text("code"));
      assertEquals("Bearer", reply.header("www-authenticate"));
    }
    assertEquals(List.of(), sandbox.journal().calls());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer new-token-012345678",
        "Bearer new-token-01234567890",
        "Bearer NEW-TOKEN-0123456789",
        "Bearer old-token-0123456789,new-token-0123456789",
        "Basic new-token-0123456789",
        "new-token-0123456789",
        "Bearer new-token-0123456789 x"
      })
  void nothingButTheWholeTokenWillDo(String authorization) {
    TestHttp http = TestHttp.production(Map.of("liveness.http.token", OLD + "," + NEW));
    assertEquals(401, http.plain(ASK.header("Authorization", authorization)).status());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void anyOfSeveralTokensWillDo(Way way) {
    storedBare();
    TestHttp http = TestHttp.production(Map.of("liveness.http.token", OLD + ", " + NEW));
    for (String token : List.of("Bearer " + OLD, "Bearer " + NEW, "bearer  " + NEW + " ")) {
      Reply reply = http.send(way, ASK.header("Authorization", token));
      assertEquals("Local.NoVerdict", reply.text("code"));
    }
  }

  @Test
  void tokenThatWasTakenAwayIsRefused() {
    TestHttp http = TestHttp.production(Map.of("liveness.http.token", NEW));
    assertEquals(401, http.plain(ASK.header("Authorization", "Bearer " + OLD)).status());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void platformMayHaveAuthenticated(Way way) {
    storedBare();
    TestHttp http = TestHttp.production(Map.of("liveness.http.auth", "platform"));
    assertEquals("Local.NoVerdict", http.send(way, ASK).text("code"));
  }

  @Test
  void whoMayNotCallLearnsNothing() {
    storedBare();
    TestHttp http = TestHttp.production(Map.of("liveness.http.token", NEW));
    Call bad = Call.post("verify").body("{").method("GET");
    assertEquals(401, http.plain(bad).status());
    assertEquals(
        http.plain(ASK).meaning(), http.plain(ASK.query("key", "videos/none.mp4")).meaning());
  }

  @Test
  void tokenIsNotPrinted() {
    Settings settings = TestFunction.settings(Map.of("liveness.http.token", NEW), true);
    assertFalse(settings.http().toString().contains(NEW));
  }

  /** A caller may send any header: keys in them are not the platform's. */
  @Test
  void platformHeadersAreNotBelievedOnAFunction() {
    storedBare();
    Call forged =
        ask("verify", People.matching(98.5))
            .header("X-Scf-Secret-Id", "another-id")
            .header("X-Scf-Secret-Key", "another-key")
            .header("X-Scf-Session-Token", "another-token")
            .header("X-Scf-Timeout", "1")
            .header("X-Scf-Request-Id", "forged-request-id");
    Reply reply = holds(Case.of("forged", HttpTests::storedBare, forged).is("PASSED", "Success"));
    assertNull(reply.body().get("errors"));
    assertFalse("forged-request-id".equals(plain(forged).text("invocationId")));
  }

  @Test
  void platformHeadersAreBelievedOnAnEvent() {
    stored(People.matching(98.5));
    String event = Way.FUNCTION_URL.event(ask("verify", People.matching(98.5))).toString();
    Application platform = application().with("X-Scf-Request-Id", "the-request-id");
    Application wrong =
        platform.with("x-scf-secret-id", "another-id").with("X-SCF-SECRET-KEY", "another-key");
    Reply refused = Way.integrated(wrong.invoke(event, Duration.ofSeconds(60)).body());
    assertEquals(502, refused.status());
    Application right =
        platform
            .with("X-Scf-Secret-Id", sandbox.options().secretId())
            .with("X-Scf-Secret-Key", sandbox.options().secretKey());
    Reply passed = Way.integrated(right.invoke(event, Duration.ofSeconds(60)).body());
    assertEquals("PASSED", passed.text("status"));
    assertEquals("the-request-id", passed.text("invocationId"));
  }

  @Test
  void timeLimitOfThePlatformIsBelievedOnAnEvent() {
    stored(People.matching(98.5));
    String event = Way.API_GATEWAY.event(ask("verify", People.matching(98.5))).toString();
    Reply late = Way.integrated(application().invoke(event, Duration.ofSeconds(3)).body());
    assertEquals(504, late.status());
    assertEquals("Local.NoTime", late.text("code"));
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void headersInsideOfAnHttpEventAreTheCallersOwn() {
    stored(People.matching(98.5));
    var event =
        Way.FUNCTION_URL.event(
            ask("verify", People.matching(98.5)).header("X-Scf-Secret-Id", "another-id"));
    assertEquals("another-id", event.at("/headers/x-scf-secret-id").asText());
    event.withObject("/headers").put("x-scf-secret-key", "another-key");
    assertEquals("PASSED", Way.invoke(home, event).text("status"));
  }
}
