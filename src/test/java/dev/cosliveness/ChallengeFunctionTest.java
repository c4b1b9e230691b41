package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.SandboxResource;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 6: {@code POST /challenge}, and what its tokens are good for. */
@QuarkusTest
class ChallengeFunctionTest extends HttpTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Call LIP = Call.post("challenge").with("livenessType", "LIP");
  private static final Call ACTION = Call.post("challenge").with("livenessType", "ACTION");
  private static final Map<String, String> REQUIRED = Map.of("liveness.challenge.required", "true");

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("LIP", HttpTests::nothing, LIP),
        Case.of("ACTION", HttpTests::nothing, ACTION),
        Case.of("lower case", HttpTests::nothing, LIP.with("livenessType", "lip")),
        Case.of("SILENT needs none", HttpTests::nothing, LIP.with("livenessType", "SILENT"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("no type", HttpTests::nothing, Call.post("challenge"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("no bucket of ours", HttpTests::nothing, LIP.with("bucket", "other-1250000000"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("GET", HttpTests::nothing, LIP.method("GET").body(null))
            .isProblem(405, "Local.Method"),
        Case.of("not bound", () -> faulty(Fault.ciNotBound()), LIP).isProblem(502, "AccessDenied"),
        Case.of("throttled", () -> faulty(Fault.throttled()), LIP)
            .isProblem(429, "RequestLimitExceeded"),
        Case.of("nonsense", () -> faulty(nonsense()), LIP).isProblem(502, "Local.NoAnswer"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasOneMeaning(Case each) {
    holds(each);
  }

  @Test
  void digitsAndActionsAreThoseOfCi() {
    Reply lip = plain(LIP);
    assertTrue(lip.text("validateData").matches("\\d{4}"), "four digits");
    assertEquals("LIP", lip.text("livenessType"));
    assertTrue(plain(ACTION).text("validateData").matches("1,2|2,1"), "an order");
    assertEquals(1, sandbox.journal().calls(Kind.LIVE_CODE).size());
    assertEquals(1, sandbox.journal().calls(Kind.ACTION_SEQUENCE).size());
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void tokenTellsWhenItExpires() {
    Reply lip = plain(LIP);
    Instant expiry = Instant.parse(lip.text("expiresAt"));
    assertTrue(expiry.isAfter(Instant.now().plusSeconds(500)), "ten minutes");
    assertEquals(String.valueOf(expiry.getEpochSecond()), lip.text("challenge").split("\\.")[0]);
    assertNotEquals(lip.text("challenge"), plain(LIP).text("challenge"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void challengeThatWasMetPasses(Way way) {
    storedBare();
    TestHttp http = TestHttp.with(REQUIRED);
    Reply issued = http.send(way, LIP);
    assertEquals("PASSED", http.send(way, verify(issued)).text("status"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void checkWithoutAChallengeIsRefusedWhereOneIsRequired(Way way) {
    storedBare();
    TestHttp http = TestHttp.with(REQUIRED);
    Reply issued = http.send(way, LIP);
    refused(http.send(way, verify(issued).without("challenge")));
  }

  @Test
  void silentCheckNeedsNoChallenge() {
    storedBare();
    assertEquals("PASSED", TestHttp.with(REQUIRED).plain(ask("verify", SOMEBODY)).text("status"));
  }

  @Test
  void checkWithoutAChallengePassesWhereNoneIsRequired() {
    storedBare();
    assertEquals("PASSED", plain(verify(plain(LIP)).without("challenge")).text("status"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"expiry", "nonce", "signature", "shape"})
  void forgedTokenIsRefused(String part) {
    storedBare();
    Reply issued = plain(LIP);
    String[] token = issued.text("challenge").split("\\.");
    String forged =
        switch (part) {
          case "expiry" -> (Long.parseLong(token[0]) + 600) + "." + token[1] + "." + token[2];
          case "nonce" -> token[0] + "." + "x".repeat(22) + "." + token[2];
          case "signature" -> token[0] + "." + token[1] + "." + "x".repeat(43);
          default -> "x";
        };
    refused(plain(verify(issued).with("challenge", forged)));
  }

  @Test
  void tokenForOtherDigitsIsRefused() {
    storedBare();
    Reply issued = plain(LIP);
    String other = issued.text("validateData").equals("0521") ? "0522" : "0521";
    sandbox.ci().issue(other);
    refused(plain(verify(issued).with("validateData", other)));
  }

  @Test
  void tokenForAnotherTypeIsRefused() {
    storedBare();
    Reply issued = plain(LIP);
    sandbox.ci().issue("1,2");
    refused(plain(verify(issued).with("livenessType", "ACTION").with("validateData", "1,2")));
  }

  @Test
  void expiredTokenIsRefused() {
    TestHttp http = TestHttp.with(Map.of("liveness.challenge.ttl", "2M"));
    Reply issued = http.plain(LIP);
    storedBare();
    sandbox
        .objects()
        .setLastModified(sandbox.bucket(), KEY, Instant.now().plus(Duration.ofMinutes(3)));
    refused(http.later(Duration.ofMinutes(4)).plain(verify(issued)));
  }

  @Test
  void tokenIsNotGoodForASecondVideo() {
    Reply issued = plain(LIP);
    storedBare();
    assertEquals("PASSED", plain(verify(issued)).text("status"));
    objects("videos/b.mp4", Samples.bytes(Samples.PASS_MP4), Map.of());
    sandbox.journal().clear();
    refused(plain(verify(issued).with("key", "videos/b.mp4")));
  }

  @Test
  void tokenIsGoodForTheSameVideoAgain() {
    Reply issued = plain(LIP);
    Person failing = People.forCode("FailedOperation.LivessSystemError");
    storedBare();
    Call call = verify(issued).with("idCard", failing.idCard()).with("name", failing.name());
    assertEquals(503, plain(call).status());
    assertEquals("FailedOperation.LivessSystemError", plain(call).text("code"));
  }

  @Test
  void eventChecksTheChallengeToo() {
    TestHttp http = TestHttp.with(REQUIRED);
    Reply issued = http.plain(LIP);
    objects("videos/none.mp4", Samples.pass(), with(issued, null));
    assertEquals("Local.Challenge", event(http, "videos/none.mp4").path("code").asText());
    objects("videos/good.mp4", Samples.pass(), with(issued, issued.text("challenge")));
    assertEquals("PASSED", event(http, "videos/good.mp4").path("outcome").asText());
    objects("videos/again.mp4", Samples.pass(), with(issued, issued.text("challenge")));
    assertEquals("RESUBMIT", event(http, "videos/again.mp4").path("outcome").asText());
    assertEquals(
        List.of("Local.Challenge"),
        Stream.of(sandbox.objects().tags(sandbox.bucket(), "videos/again.mp4"))
            .map(tags -> tags.get("liveness-code"))
            .toList());
    assertEquals(1, sandbox.journal().charged());
  }

  private JsonNode event(TestHttp http, String key) {
    return http.stored(sandbox.events().eventFor(sandbox.bucket(), key));
  }

  private static Map<String, String> with(Reply issued, String token) {
    Map<String, String> metadata = new HashMap<>(metadata(SOMEBODY));
    metadata.put("liveness-type", issued.text("livenessType"));
    metadata.put("validate-data", issued.text("validateData"));
    if (token != null) {
      metadata.put("challenge", token);
    }
    return metadata;
  }

  private static Call verify(Reply issued) {
    return ask("verify", SOMEBODY)
        .with("livenessType", issued.text("livenessType"))
        .with("validateData", issued.text("validateData"))
        .with("challenge", issued.text("challenge"));
  }

  private static void refused(Reply reply) {
    assertEquals(200, reply.status());
    assertEquals("RESUBMIT", reply.text("status"));
    assertEquals("Local.Challenge", reply.text("code"));
    assertEquals(0, SandboxResource.sandbox().journal().charged());
  }

  private static Fault nonsense() {
    return Fault.answer(200, "application/xml", "<Response/>").on(Kind.LIVE_CODE);
  }
}
