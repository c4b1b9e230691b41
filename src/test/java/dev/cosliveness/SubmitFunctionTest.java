package dev.cosliveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.SandboxResource;
import dev.cosliveness.testing.Stored;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 6: {@code POST /submit}. */
@QuarkusTest
class SubmitFunctionTest extends HttpTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Person SPOOF = People.forCode("FailedOperation.LivessDetectFake");
  private static final Person FAILING = People.forCode("FailedOperation.LivessSystemError");

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("the same person", HttpTests::nothing, submit(SOMEBODY)).is("PASSED", "Success"),
        Case.of("in place of another video", SubmitFunctionTest::another, submit(SOMEBODY))
            .is("PASSED", "Success"),
        Case.of("too little alike", HttpTests::nothing, submit(People.matching(69.99)))
            .is("REJECTED", "Local.LowSimilarity"),
        Case.of("a spoof", HttpTests::nothing, submit(SPOOF))
            .is("REJECTED", "FailedOperation.LivessDetectFake"),
        Case.of("a spoof that the engine does not keep", SubmitFunctionTest::strict, submit(SPOOF))
            .is("REJECTED", "FailedOperation.LivessDetectFake"),
        Case.of("not in the library", HttpTests::nothing, submit(People.unknown()))
            .is("REVIEW", "FailedOperation.IdNoExistSystem"),
        Case.of("too short", HttpTests::nothing, submit(SOMEBODY, Samples.bytes(Samples.TOO_SHORT)))
            .is("RESUBMIT", "FailedOperation.SilentTooShort"),
        Case.of("engine fault", HttpTests::nothing, submit(FAILING))
            .isProblem(503, "FailedOperation.LivessSystemError")
            .charged(1),
        Case.of("throttled", () -> faulty(Fault.throttled()), submit(SOMEBODY))
            .isProblem(429, "RequestLimitExceeded"),
        Case.of("refused before it is stored", SubmitFunctionTest::refused, submit(SOMEBODY))
            .isProblem(503, "Local.NoAnswer"),
        Case.of("no right to upload", SubmitFunctionTest::denied, submit(SOMEBODY))
            .isProblem(503, "AccessDenied"),
        Case.of("being checked", () -> beingChecked(Samples.pass()), submit(SOMEBODY))
            .isProblem(409, "Local.BeingChecked"),
        Case.of("no video", HttpTests::nothing, submit(SOMEBODY).without("video"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("no Base64", HttpTests::nothing, submit(SOMEBODY).with("video", "***"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("GET", HttpTests::nothing, submit(SOMEBODY).method("GET").body(null))
            .isProblem(405, "Local.Method"));
  }

  @AfterEach
  void keepAsUsual() {
    sandbox.ci().keepsRejectedUploads(true);
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
                    Call.post("submit").with("key", "a.txt").with("video", "***"))
                .isProblem(400, "Local.InvalidRequest"));
    assertEquals(
        List.of(
            "key: Local.VideoFormat",
            "idCard: Local.IdentityMissing",
            "name: Local.IdentityMissing",
            "video: Local.InvalidField"),
        codes(reply));
  }

  @Test
  void videoIsStoredWithItsIdentityAndItsVerdict() {
    assertEquals("PASSED", plain(submit(SOMEBODY)).text("status"));
    var object = sandbox.objects().get(sandbox.bucket(), KEY).orElseThrow();
    assertEquals(Samples.pass().length, object.bytes().length);
    assertEquals("video/mp4", object.text("content-type"));
    assertEquals(
        metadata(SOMEBODY).get("name").equals(object.text("x-cos-meta-name")), true, "name");
    assertEquals("PASSED", sandbox.objects().tags(sandbox.bucket(), KEY).get("liveness-status"));
    assertEquals(1, sandbox.journal().calls(Kind.LIVENESS_UPLOAD).size());
    assertEquals(List.of(), keys("liveness/claims/"));
  }

  @Test
  void sameVideoAgainIsNotChargedAgain() {
    Reply first = plain(submit(SOMEBODY));
    Reply again = plain(submit(SOMEBODY));
    assertEquals("PASSED", again.text("status"));
    assertEquals(first.text("checkedAt"), again.text("checkedAt"));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void anotherPersonNeverInheritsTheVerdict() {
    plain(submit(SOMEBODY));
    assertEquals("RESUBMIT", plain(submit(People.wrongName())).text("status"));
    assertEquals(2, sandbox.journal().charged());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eventOfTheUploadIsNotChargedAgain(boolean passes) {
    Person person = passes ? SOMEBODY : SPOOF;
    assertEquals(passes ? "PASSED" : "REJECTED", plain(submit(person)).text("status"));
    String event = sandbox.events().eventFor(sandbox.bucket(), KEY);
    Reply answer = Way.post(home, event);
    assertEquals("SKIPPED", answer.body().at("/records/0/outcome").asText());
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void spoofThatTheEngineDoesNotKeepIsKeptForReviewAndNotChargedAgain() {
    strict();
    assertEquals("REJECTED", plain(submit(SPOOF)).text("status"));
    assertEquals("REJECTED", sandbox.objects().tags(sandbox.bucket(), KEY).get("liveness-status"));
    assertEquals("REJECTED", plain(submit(SPOOF)).text("status"));
    assertEquals(1, sandbox.journal().charged());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void lostAnswerIsPendingAndTheEventLeavesItToTheQueue(Way way) {
    faulty(Fault.dropAfter().on(Kind.LIVENESS_UPLOAD));
    Reply reply = way.send(home, submit(SOMEBODY));
    assertEquals(503, reply.status());
    assertEquals("Local.NoAnswer", reply.text("code"));
    assertTrue(Integer.parseInt(reply.header("retry-after")) > 0);
    assertEquals(1, keys("liveness/retries/").size());
    Reply event = Way.post(home, sandbox.events().eventFor(sandbox.bucket(), KEY));
    assertEquals("waits in the retry queue", event.body().at("/records/0/why").asText());
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void uploadThatWasRefusedIsChargedOnceWhenItIsTriedAgain() {
    sandbox.faults().add(Fault.dropBefore().on(Kind.LIVENESS_UPLOAD).times(1));
    assertEquals(503, plain(submit(SOMEBODY)).status());
    assertEquals("PASSED", plain(submit(SOMEBODY)).text("status"));
    assertEquals(1, sandbox.journal().charged());
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"PLAIN", "FUNCTION_URL"})
  void videoThatIsTooLargeIs413(Way way) {
    Call call = Call.post("submit").with("video", "A".repeat(8 * 1024 * 1024 + 8));
    Reply reply = way.send(home, call);
    assertEquals(413, reply.status());
    assertEquals("Local.VideoSize", reply.text("code"));
    assertEquals(0, sandbox.journal().calls().size());
  }

  @Test
  void bodyThatIsTooLargeIs413() {
    Reply reply = plain(Call.post("submit").with("video", "A".repeat(9 * 1024 * 1024)));
    assertEquals(413, reply.status());
    assertEquals("Local.TooLarge", reply.text("code"));
  }

  /** curl does so with every video, and others wait for ever. */
  @Test
  void callerThatWaitsToBeAskedForTheBodyIsAsked() throws IOException {
    byte[] body = submit(SOMEBODY).body().getBytes(UTF_8);
    try (Socket socket = new Socket(home.getHost(), home.getPort())) {
      socket.setSoTimeout(20_000);
      String head =
          "POST /submit HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: 100-continue\r\n"
              + "Content-Length: %d\r\n\r\n".formatted(body.length);
      socket.getOutputStream().write(head.getBytes(UTF_8));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      assertEquals("HTTP/1.1 100 Continue", answer.readLine());
      assertEquals("", answer.readLine());
      socket.getOutputStream().write(body);
      assertEquals("HTTP/1.1 200 OK", answer.readLine());
    }
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void verdictThatCannotBeStoredIs422() {
    holds(
        Case.of(
                "no right to tag",
                () -> faulty(Fault.denied().on(Kind.PUT_TAGGING)),
                submit(SOMEBODY))
            .isProblem(422, "Local.NotStored")
            .charged(1));
  }

  @Test
  void answersCarryNoIdentity() {
    String answer = plain(submit(SOMEBODY)).body().toString();
    assertTrue(!answer.contains(SOMEBODY.idCard()), "ID number");
    assertTrue(!answer.contains(SOMEBODY.name()), "name");
  }

  @Test
  void submittedVideoReplacesAnotherAndItsVerdict() {
    Stored other = when().of(SOMEBODY).video(Samples.bytes(Samples.TOO_SHORT)).at(KEY);
    other.event();
    assertEquals("PASSED", plain(submit(SOMEBODY)).text("status"));
    other.event().then().skipped("already PASSED");
  }

  private static Call submit(Person person) {
    return submit(person, Samples.pass());
  }

  private static Call submit(Person person, byte[] video) {
    return ask("submit", person).with("video", Base64.getEncoder().encodeToString(video));
  }

  private static void another() {
    stored(People.matching(85.25), Samples.bytes(Samples.NO_SOUND));
  }

  private static void strict() {
    SandboxResource.sandbox().ci().keepsRejectedUploads(false);
  }

  private static void refused() {
    faulty(Fault.dropBefore().on(Kind.LIVENESS_UPLOAD));
  }

  private static void denied() {
    faulty(Fault.denied().on(Kind.LIVENESS_UPLOAD));
  }
}
