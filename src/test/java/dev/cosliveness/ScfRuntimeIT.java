package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.ScfRuntime;
import dev.cosliveness.testing.Await;
import dev.cosliveness.testing.FunctionProcess;
import dev.cosliveness.testing.Launch;
import dev.cosliveness.testing.Ports;
import dev.cosliveness.testing.VerdictSchema;
import dev.cosliveness.testing.Videos;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The built artifact as SCF's custom runtime (contract, section 1). */
@Timeout(120)
class ScfRuntimeIT {
  private static final Duration START = Duration.ofSeconds(30);

  private final Sandbox sandbox = Sandbox.start();
  private final ScfRuntime runtime = sandbox.runtime();
  private FunctionProcess function;

  @AfterEach
  void stop() {
    if (function != null) {
      function.close();
    }
    sandbox.close();
  }

  private FunctionProcess start(Launch launch) {
    function = launch.start();
    Await.until(START, "ready", () -> runtime.readyCount() > 0 || !function.isAlive());
    assertEquals(1, runtime.readyCount(), () -> function.lines().toString());
    return function;
  }

  private FunctionProcess start() {
    return start(Launch.customRuntime(sandbox));
  }

  private CompletableFuture<ScfRuntime.Answer> offerVideo(String key, Person person) {
    Videos.store(sandbox, key, person);
    return runtime.offer(sandbox.events().eventFor(sandbox.bucket(), key));
  }

  private static ScfRuntime.Answer get(CompletableFuture<ScfRuntime.Answer> answer)
      throws Exception {
    return answer.get(30, TimeUnit.SECONDS);
  }

  @Test
  void videoLandsAndItsVerdictIsOnIt() throws Exception {
    start();
    ScfRuntime.Answer answer = get(offerVideo("videos/样 本+1.mp4", People.matching(98.5)));
    assertFalse(answer.error(), answer.body());
    assertEquals(
        "{\"records\":[{\"key\":\"videos/样"
            + " 本+1.mp4\",\"outcome\":\"PASSED\",\"code\":\"Success\"}]}",
        answer.body());
    var tags = sandbox.objects().tags(sandbox.bucket(), "videos/样 本+1.mp4");
    assertEquals("PASSED", tags.get("liveness-status"));
    assertEquals("98.50", tags.get("liveness-sim"));
    assertTrue(tags.get("liveness-seal").length() >= 43);
    assertEquals(1, sandbox.journal().charged());
    assertEquals(List.of(), sandbox.objects().keys(sandbox.bucket(), "liveness/"));
    assertEquals(1, runtime.readyCount());
    assertEquals(List.of(), runtime.violations());
    assertEquals(List.of(), sandbox.journal().violations());
  }

  @ParameterizedTest
  @CsvSource({
    "FailedOperation.LivessDetectFake,REJECTED",
    "FailedOperation.IdNoExistSystem,REVIEW",
    "FailedOperation.LipVideoQuaility,RESUBMIT",
    "FailedOperation.LivessSystemError,PENDING",
  })
  void errorsOfTheEngineBecomeVerdicts(String code, String status) throws Exception {
    start();
    Person person =
        code.equals("FailedOperation.IdNoExistSystem") ? People.unknown() : People.forCode(code);
    ScfRuntime.Answer answer = get(offerVideo("videos/a.mp4", person));
    assertFalse(answer.error(), answer.body());
    assertEquals(status, Videos.status(sandbox, "videos/a.mp4"));
    int queued = sandbox.objects().keys(sandbox.bucket(), "liveness/retries/").size();
    assertEquals(status.equals("PENDING") ? 1 : 0, queued);
  }

  @Test
  void resultAndBestFramesAreStoredWhenAsked() throws Exception {
    start(
        Launch.customRuntime(sandbox)
            .with("LIVENESS_VERDICT_STORE", "both")
            .with("LIVENESS_BEST_FRAMES_STORE", "true"));
    sandbox.ci().frameBytes(300_000);
    get(offerVideo("videos/a.mp4", People.matching(98.5)));
    byte[] stored =
        sandbox
            .objects()
            .get(sandbox.bucket(), "liveness/verdicts/videos/a.mp4.json")
            .orElseThrow()
            .bytes();
    JsonNode result = new JsonMapper().readTree(stored);
    assertEquals("cos-liveness/verdict/1", result.path("schema").asText());
    assertEquals(List.of(), VerdictSchema.violations(result));
    assertEquals("PASSED", result.path("status").asText());
    String frame = result.path("bestFrames").path(0).asText();
    byte[] jpeg = sandbox.objects().get(sandbox.bucket(), frame).orElseThrow().bytes();
    assertTrue(jpeg.length >= 299_000);
    assertEquals((byte) 0xff, jpeg[0]);
    assertEquals((byte) 0xd8, jpeg[1]);
  }

  @Test
  void timerRunsWhatIsDue() throws Exception {
    start(Launch.customRuntime(sandbox).with("LIVENESS_RETRY_INITIAL_DELAY", "1MS"));
    get(offerVideo("videos/a.mp4", People.recovering()));
    assertEquals("PENDING", Videos.status(sandbox, "videos/a.mp4"));
    String marker = sandbox.objects().keys(sandbox.bucket(), "liveness/retries/").getFirst();
    assertTrue(marker.endsWith(".json"), marker);
    Await.until(
        START,
        "the retry's verdict",
        () -> {
          runTimer();
          return "PASSED".equals(Videos.status(sandbox, "videos/a.mp4"));
        });
    assertEquals(List.of(), sandbox.objects().keys(sandbox.bucket(), "liveness/"));
    assertEquals(2, sandbox.journal().charged());
  }

  private void runTimer() {
    ScfRuntime.Answer answer =
        runtime.offer("{\"Type\":\"Timer\",\"TriggerName\":\"retry\",\"Message\":\"\"}").join();
    assertFalse(answer.error(), answer.body());
  }

  @Test
  void failedEventGoesToErrorWithClassAndMessageOnly() throws Exception {
    start();
    ScfRuntime.Answer unknown = get(runtime.offer("{\"surprise\":\"must-not-be-repeated\"}"));
    assertTrue(unknown.error());
    assertTrue(unknown.body().matches("EventException: [^\\n]*surprise[^\\n]*"), unknown.body());
    assertFalse(unknown.body().contains("must-not-be-repeated"));
    ScfRuntime.Answer broken = get(runtime.offer("{\"Records\":["));
    assertTrue(broken.error());
    assertTrue(broken.body().matches("EventException: [^\\n]*JSON[^\\n]*"), broken.body());
    assertFalse(get(offerVideo("videos/a.mp4", People.matching(98.5))).error(), "it goes on");
    assertEquals(List.of(), runtime.violations());
  }

  @Test
  void whatCannotEvenBeQueuedFailsTheEvent() throws Exception {
    start();
    Videos.store(sandbox, "videos/a.mp4", People.matching(98.5));
    sandbox.faults().add(Fault.denied());
    ScfRuntime.Answer answer =
        get(runtime.offer(sandbox.events().eventFor(sandbox.bucket(), "videos/a.mp4")));
    assertTrue(answer.error());
    assertTrue(answer.body().startsWith("EventFailed: 1 of 1 records failed"), answer.body());
    assertFalse(answer.body().contains("\n"));
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void nextMayFailForAWhile() throws Exception {
    runtime.failNext(2);
    start();
    assertFalse(get(offerVideo("videos/a.mp4", People.matching(98.5))).error());
    assertEquals(1, runtime.readyCount());
  }

  @Test
  void leavesWhenNextKeepsFailing() {
    runtime.failNext(1_000);
    assertNotEquals(0, start().exitCode());
  }

  @Test
  void leavesWhenNextIsNeverAnswered() {
    runtime.dropNext(1_000);
    assertNotEquals(0, start().exitCode());
  }

  @Test
  void leavesWhenThereIsNoRuntimeApi() {
    function =
        Launch.customRuntime(sandbox)
            .with("SCF_RUNTIME_API_PORT", String.valueOf(Ports.free()))
            .start();
    assertEquals(1, function.exitCode());
    assertEquals(1, function.lines().size(), () -> function.lines().toString());
  }

  @Test
  void sigtermEndsItWhileItWaits() throws Exception {
    start();
    get(offerVideo("videos/a.mp4", People.matching(98.5)));
    assertEquals(0, function.terminate().exitCode(), () -> function.lines().toString());
  }

  @Test
  void sigtermLetsAnEventEnd() throws Exception {
    start();
    CountDownLatch inTheCheck = new CountDownLatch(1);
    sandbox
        .faults()
        .add(
            Fault.slowAnswer(Duration.ofSeconds(1))
                .on(Kind.LIVENESS_STORED)
                .onKeys(
                    _ -> {
                      inTheCheck.countDown();
                      return true;
                    }));
    var answer = offerVideo("videos/a.mp4", People.matching(98.5));
    assertTrue(inTheCheck.await(30, TimeUnit.SECONDS));
    function.terminate();
    assertFalse(get(answer).error());
    assertEquals(0, function.exitCode());
    assertEquals("PASSED", Videos.status(sandbox, "videos/a.mp4"));
    assertEquals(List.of(), sandbox.objects().keys(sandbox.bucket(), "liveness/"));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void listensNowhere() throws Exception {
    start();
    get(offerVideo("videos/a.mp4", People.matching(98.5)));
    assertEquals(List.of(), Ports.listening(function));
  }

  @Test
  void printsOneJsonObjectALineAndTheVerdictWithItsFields() throws Exception {
    start();
    get(offerVideo("videos/a.mp4", People.matching(98.5)));
    get(runtime.offer("{\"surprise\":1}"));
    assertEquals(0, function.terminate().exitCode());
    JsonMapper json = new JsonMapper();
    JsonNode verdict = null;
    for (String line : function.lines()) {
      JsonNode object = json.readTree(line);
      assertTrue(object.isObject(), line);
      verdict = object.path("mdc").has("status") ? object.path("mdc") : verdict;
    }
    assertEquals("PASSED", verdict.path("status").asText());
    assertEquals("98.50", verdict.path("sim").asText());
    assertEquals("videos/a.mp4", verdict.path("key").asText());
    assertEquals("true", verdict.path("charged").asText());
    assertTrue(verdict.hasNonNull("requestId"));
    assertTrue(verdict.hasNonNull("cosRequestId"));
    assertTrue(verdict.path("ms.recognition").asText().matches("\\d+"));
  }

  @ParameterizedTest
  @CsvSource({
    "LIVENESS_BUCKETS,,liveness.buckets",
    "LIVENESS_BUCKETS,No Bucket,liveness.buckets",
    "LIVENESS_SEAL_KEY,,liveness.seal-key",
    "LIVENESS_THRESHOLD,101,liveness.threshold",
    "LIVENESS_CLAIM_TTL,soon,liveness.claim.ttl",
    "LIVENESS_VERDICT_STORE,nowhere,liveness.verdict.store",
    "LIVENESS_COS_ENDPOINT,localhost,liveness.cos.endpoint",
  })
  void wrongSettingEndsTheStartWithOneLineThatNamesIt(
      String variable, String value, String setting) {
    Launch launch = Launch.customRuntime(sandbox);
    function = (value == null ? launch.without(variable) : launch.with(variable, value)).start();
    assertEquals(1, function.exitCode());
    List<String> lines = function.lines();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.getFirst().contains(setting + ": "), lines::toString);
    assertTrue(lines.getFirst().getBytes(StandardCharsets.UTF_8).length < 1_000);
    assertEquals(0, runtime.readyCount());
  }

  @Test
  void credentialsOfTheRoleAreTakenFromTheEnvironment() throws Exception {
    start(
        Launch.customRuntime(sandbox)
            .without("LIVENESS_COS_SECRET_ID")
            .without("LIVENESS_COS_SECRET_KEY")
            .without("LIVENESS_REGION")
            .with("TENCENTCLOUD_SECRETID", sandbox.options().secretId())
            .with("TENCENTCLOUD_SECRETKEY", sandbox.options().secretKey())
            .with("TENCENTCLOUD_REGION", sandbox.options().region()));
    get(offerVideo("videos/a.mp4", People.matching(98.5)));
    assertEquals("PASSED", Videos.status(sandbox, "videos/a.mp4"));
  }

  @Test
  void videoThatIsNoneIsSaidToBeSo() throws Exception {
    start();
    Videos.store(sandbox, "videos/a.avi", Samples.bytes(Samples.TOO_SHORT), People.matching(100));
    get(runtime.offer(sandbox.events().eventFor(sandbox.bucket(), "videos/a.avi")));
    assertEquals("RESUBMIT", Videos.status(sandbox, "videos/a.avi"));
  }
}
