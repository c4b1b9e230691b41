package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.SandboxResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract, section 6: {@code POST /verify}. */
@QuarkusTest
class VerifyFunctionTest extends HttpTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Person SOMEBODY_ELSE = People.matching(85.25);
  private static final Call GOOD = ask("verify", SOMEBODY);

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("the same person", HttpTests::storedBare, GOOD).is("PASSED", "Success"),
        Case.of("metadata of the same person", () -> stored(SOMEBODY), GOOD)
            .is("PASSED", "Success"),
        Case.of("metadata of another person", () -> stored(SOMEBODY_ELSE), GOOD)
            .is("PASSED", "Success"),
        Case.of("LIP", VerifyFunctionTest::digits, lip()).is("PASSED", "Success"),
        Case.of("a number for the frames", HttpTests::storedBare, GOOD.with("bestFrameNum", 3))
            .is("PASSED", "Success"),
        Case.of("too little alike", HttpTests::storedBare, ask("verify", People.matching(69.99)))
            .is("REJECTED", "Local.LowSimilarity"),
        failing("a spoof", "FailedOperation.LivessDetectFake", "REJECTED"),
        Case.of("another's name", HttpTests::storedBare, ask("verify", People.wrongName()))
            .is("RESUBMIT", "FailedOperation.IdNameMisMatch"),
        Case.of("not in the library", HttpTests::storedBare, ask("verify", People.unknown()))
            .is("REVIEW", "FailedOperation.IdNoExistSystem"),
        Case.of("an empty video", () -> stored(SOMEBODY, new byte[0]), GOOD)
            .is("RESUBMIT", "Local.VideoSize")
            .charged(0),
        Case.of("no such object", HttpTests::nothing, GOOD).isProblem(404, "NoSuchKey"),
        Case.of("not a video", HttpTests::nothing, GOOD.with("key", "a.txt"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("no JSON", HttpTests::nothing, GOOD.body("{"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("no object", HttpTests::nothing, GOOD.body("[]"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("something after it", HttpTests::nothing, GOOD.body(GOOD.body() + "{}"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("no body", HttpTests::nothing, GOOD.body(null))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("GET", HttpTests::nothing, GOOD.method("GET").body(null))
            .isProblem(405, "Local.Method"),
        Case.of("being checked", VerifyFunctionTest::claimed, GOOD)
            .isProblem(409, "Local.BeingChecked"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasOneMeaning(Case each) {
    holds(each);
  }

  @Test
  void everyBadFieldIsNamed() {
    Reply reply =
        holds(
            Case.of(
                    "all wrong",
                    HttpTests::nothing,
                    Call.post("verify")
                        .with("key", "a.txt")
                        .with("idCard", "1")
                        .with("name", "\u0007")
                        .with("livenessType", "DANCE")
                        .with("bestFrameNum", 11))
                .isProblem(400, "Local.InvalidRequest"));
    assertEquals(
        List.of(
            "key: Local.VideoFormat",
            "idCard: Local.IdCardFormat",
            "name: Local.NameFormat",
            "livenessType: Local.LivenessType",
            "bestFrameNum: Local.BestFrameNum"),
        codes(reply));
  }

  @Test
  void fieldsOfTheWrongKindAndSizeAreNamed() {
    Reply reply =
        holds(
            Case.of(
                    "kinds and sizes",
                    HttpTests::nothing,
                    Call.post("verify")
                        .with("key", "k".repeat(851))
                        .with("idCard", true)
                        .with("name", "n".repeat(513))
                        .with("bucket", "otherbucket-1250000000")
                        .with("livenessType", "LIP")
                        .with("validateData", "12a"))
                .isProblem(400, "Local.InvalidRequest"));
    List<String> fields =
        codes(reply).stream().map(error -> error.replaceFirst(":.*", "")).distinct().toList();
    assertEquals(List.of("bucket", "key", "idCard", "name", "validateData"), fields);
  }

  @Test
  void documentIsThatOfTheContract() {
    Reply reply = holds(Case.of("good", () -> stored(SOMEBODY), GOOD).is("PASSED", "Success"));
    assertEquals("cos-liveness/verdict/1", reply.text("schema"));
    assertEquals(98.5, reply.body().path("similarity").asDouble());
    assertEquals("SILENT", reply.text("livenessType"));
    assertEquals(KEY, reply.body().at("/object/key").asText());
    assertEquals("none", reply.text("advice"));
  }

  @Test
  void sameRequestAgainIsNotChargedAgain() {
    stored(SOMEBODY);
    Reply first = plain(GOOD);
    Reply again = plain(GOOD);
    assertEquals("PASSED", again.text("status"));
    assertEquals(first.text("checkedAt"), again.text("checkedAt"));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void sameRequestAgainIsNotChargedAgainWhereOnlyTheRequestNamesThePerson() {
    storedBare();
    Reply first = plain(GOOD);
    Reply again = plain(GOOD);
    assertEquals("PASSED", again.text("status"));
    assertEquals(first.text("seal"), again.text("seal"));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void anotherPersonNeverInheritsTheVerdict() {
    stored(SOMEBODY);
    assertEquals("PASSED", plain(GOOD).text("status"));
    Reply other = plain(ask("verify", People.wrongName()));
    assertEquals("RESUBMIT", other.text("status"));
    assertEquals(2, sandbox.journal().charged());
    assertEquals("PASSED", sandbox.objects().tags(sandbox.bucket(), KEY).get("liveness-status"));
  }

  @Test
  void replacedVideoNeverInheritsTheVerdict() {
    stored(SOMEBODY);
    plain(GOOD);
    stored(SOMEBODY, Samples.bytes(Samples.TOO_SHORT));
    assertEquals("RESUBMIT", plain(GOOD).text("status"));
    assertEquals(2, sandbox.journal().charged());
  }

  @Test
  void pendingSaysWhenToComeBack() {
    Person failing = People.forCode("FailedOperation.LivessSystemError");
    Reply queued =
        holds(
            Case.of("queued", () -> stored(failing), ask("verify", failing))
                .isProblem(503, "FailedOperation.LivessSystemError")
                .charged(1));
    assertTrue(Integer.parseInt(queued.header("retry-after")) > 0);
    assertTrue(queued.text("detail").contains("GET /verdict"));
    Reply alone =
        holds(
            Case.of("not queued", HttpTests::storedBare, ask("verify", failing))
                .isProblem(503, "FailedOperation.LivessSystemError")
                .charged(1));
    assertTrue(Integer.parseInt(alone.header("retry-after")) > 0);
    assertEquals(List.of(), keys("liveness/retries/"));
  }

  @Test
  void tooManyCallsAre429() {
    Reply reply =
        holds(
            Case.of(
                    "throttled",
                    () -> {
                      stored(SOMEBODY);
                      faulty(Fault.throttled());
                    },
                    GOOD)
                .isProblem(429, "RequestLimitExceeded"));
    assertTrue(Integer.parseInt(reply.header("retry-after")) > 0);
  }

  @Test
  void lostAnswerIsPendingAndNotAskedForAgain() {
    holds(
        Case.of(
                "lost",
                () -> {
                  stored(SOMEBODY);
                  faulty(Fault.dropAfter().on(Kind.LIVENESS_STORED));
                },
                GOOD)
            .isProblem(503, "Local.NoAnswer")
            .charged(1));
    assertEquals(1, keys("liveness/retries/").size());
  }

  @Test
  void verdictThatCannotBeTaggedIs422AndIsNotLost() {
    holds(
        Case.of(
                "no right to tag",
                () -> {
                  stored(SOMEBODY);
                  faulty(Fault.denied().on(Kind.PUT_TAGGING));
                },
                GOOD)
            .isProblem(422, "Local.NotStored")
            .charged(1));
    sandbox.faults().clear();
    assertEquals("PASSED", plain(GOOD).text("status"));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void verdictThatCannotBeStoredAnywhereIs422() {
    holds(
        Case.of(
                "no right to tag or store",
                () -> {
                  stored(SOMEBODY);
                  faulty(Fault.denied().on(Kind.PUT_TAGGING));
                  faulty(resultJsonDenied());
                },
                GOOD)
            .isProblem(422, "Local.NotStored")
            .charged(1));
    assertEquals(
        1, keys("liveness/claims/").size(), "what was paid for is not paid for again soon");
  }

  @Test
  void refusalByCosIs502() {
    holds(
        Case.of(
                "no right to read",
                () -> {
                  stored(SOMEBODY);
                  faulty(Fault.denied().on(Kind.HEAD));
                },
                GOOD)
            .isProblem(502, "Local.Refused"));
    holds(
        Case.of(
                "no right to read tags",
                () -> {
                  stored(SOMEBODY);
                  faulty(Fault.denied().on(Kind.GET_TAGGING));
                },
                GOOD)
            .isProblem(502, "AccessDenied"));
  }

  @Test
  void silentCosIs502() {
    holds(
        Case.of(
                "no answer",
                () -> {
                  stored(SOMEBODY);
                  faulty(Fault.dropBefore().on(Kind.HEAD));
                },
                GOOD)
            .isProblem(502, "Local.NoAnswer"));
  }

  @Test
  void slowDownOfCosIs429() {
    Reply reply =
        holds(
            Case.of(
                    "slow down",
                    () -> {
                      stored(SOMEBODY);
                      faulty(Fault.slowDown().on(Kind.GET_TAGGING));
                    },
                    GOOD)
                .isProblem(429, "SlowDown"));
    assertNotEquals(null, reply.header("retry-after"));
  }

  @Test
  void forgedVerdictOfAnUploaderIsNotBelieved() {
    stored(People.wrongName());
    sandbox
        .objects()
        .setTags(
            sandbox.bucket(),
            KEY,
            java.util.Map.of("liveness-status", "PASSED", "liveness-seal", "A".repeat(43)));
    assertEquals("RESUBMIT", plain(ask("verify", People.wrongName())).text("status"));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void answersCarryNoIdentity() {
    storedBare();
    String answer = plain(GOOD).body().toString();
    assertTrue(!answer.contains(SOMEBODY.idCard()), "ID number");
    assertTrue(!answer.contains(SOMEBODY.name()), "name");
    assertNull(plain(GOOD).body().get("errors"));
  }

  private static Case failing(String name, String code, String verdict) {
    return Case.of(name, HttpTests::storedBare, ask("verify", People.forCode(code)))
        .is(verdict, code);
  }

  private static Call lip() {
    return GOOD.with("livenessType", "lip").with("validateData", "0521");
  }

  private static void digits() {
    storedBare();
    SandboxResource.sandbox().ci().issue("0521");
  }

  private static void claimed() {
    stored(SOMEBODY);
    beingChecked(Samples.pass());
  }
}
