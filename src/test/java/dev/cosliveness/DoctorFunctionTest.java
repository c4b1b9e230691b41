package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 6: {@code GET /doctor} and the timer message {@code doctor}. */
@QuarkusTest
class DoctorFunctionTest extends HttpTests {
  private static final Call ASK = Call.get("doctor");
  private static final String VERSIONED = "versioned-1250000000";

  /** Whatever was broken: nothing was charged and nothing is left behind. */
  @AfterEach
  void nothingIsChargedOrLeftBehind() {
    assertEquals(0, sandbox.journal().charged());
    sandbox.faults().clear();
    keys("liveness/doctor/").forEach(key -> sandbox.objects().delete(sandbox.bucket(), key));
  }

  @Test
  void healthyDeploymentIsOkWhicheverWayItIsAsked() {
    Reply reply = holds(Case.of("healthy", HttpTests::nothing, ASK));
    assertEquals("true", reply.text("ok"));
    JsonNode timer = Way.post(home, "{\"Type\":\"Timer\",\"Message\":\"doctor\"}").body();
    assertEquals(List.of(), bad(timer));
    assertEquals(names(reply.body()), names(timer));
    assertEquals(List.of(), keys("liveness/doctor/"), "the probe is removed");
  }

  @Test
  void postIsNotAllowed() {
    holds(
        Case.of("POST", HttpTests::nothing, ASK.method("POST").body("{}"))
            .isProblem(405, "Local.Method"));
  }

  @ParameterizedTest
  @CsvSource({
    "PUT_OBJECT,objects,cos:PutObject",
    "GET_OBJECT,objects,GetObject",
    "DELETE,cleanup,cos:DeleteObject",
    "PUT_TAGGING,tags,cos:PutObjectTagging",
    "GET_TAGGING,tags,cos:GetObjectTagging",
    "LIST,bucket,cos:GetBucket"
  })
  void missingRightIsNamed(Kind kind, String finding, String right) {
    faulty(Fault.denied().on(kind));
    for (JsonNode report : overHttpAndTimer(TestHttp.with(Map.of()))) {
      assertTrue(bad(report).contains(finding), () -> finding + " among " + bad(report));
      assertTrue(finding(report, finding).path("advice").asText().contains(right), right);
    }
  }

  @Test
  void rightToHeadIsNamed() {
    faulty(Fault.denied().on(Kind.HEAD));
    for (JsonNode report : overHttpAndTimer(TestHttp.with(Map.of()))) {
      assertTrue(bad(report).contains("objects"), () -> bad(report).toString());
      assertTrue(finding(report, "objects").path("advice").asText().contains("HeadObject"), "HEAD");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "liveness.cos.secret-key,another-secret-key,SignatureDoesNotMatch",
    "liveness.cos.secret-id,another-secret-id,InvalidAccessKeyId"
  })
  void wrongKeyIsNamed(String setting, String value, String code) {
    for (JsonNode report : overHttpAndTimer(TestHttp.with(Map.of(setting, value)))) {
      assertTrue(bad(report).contains("credentials"), () -> bad(report).toString());
      assertEquals(code, finding(report, "credentials").path("detail").asText());
      assertTrue(!report.toString().contains(value), "the value itself is not told");
    }
  }

  @Test
  void outlivedTokenIsNamed() {
    faulty(Fault.expiredToken());
    for (JsonNode report : overHttpAndTimer(TestHttp.with(Map.of()))) {
      assertTrue(bad(report).contains("credentials"), () -> bad(report).toString());
    }
  }

  @Test
  void bucketThatIsNotBoundToCiIsNamed() {
    faulty(Fault.ciNotBound());
    for (JsonNode report : overHttpAndTimer(TestHttp.with(Map.of()))) {
      assertEquals(List.of("ci"), bad(report));
      assertTrue(finding(report, "ci").path("advice").asText().contains("bind"), "advice");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3600, -3600})
  void clockThatIsOffIsNamedAndCorrectedMeanwhile(int seconds) {
    sandbox.faults().clockSkew(Duration.ofSeconds(seconds));
    for (JsonNode report : overHttpAndTimer(TestHttp.with(Map.of()))) {
      assertEquals(List.of("clock"), bad(report));
    }
  }

  @Test
  void versionedBucketIsNamed() {
    sandbox.objects().create(VERSIONED, true);
    for (JsonNode report : overHttpAndTimer(TestHttp.with(Map.of("liveness.buckets", VERSIONED)))) {
      assertEquals(List.of("forbid-overwrite"), bad(report));
    }
  }

  @Test
  void bucketThatDoesNotExistIsNamed() {
    TestHttp http = TestHttp.with(Map.of("liveness.buckets", "nowhere-1250000000"));
    for (JsonNode report : overHttpAndTimer(http)) {
      assertTrue(bad(report).contains("bucket"), () -> bad(report).toString());
      assertTrue(
          finding(report, "bucket").path("detail").asText().contains("NoSuchBucket"), "detail");
    }
  }

  @Test
  void eachOfSeveralBucketsIsExamined() {
    TestHttp http =
        TestHttp.with(Map.of("liveness.buckets", sandbox.bucket() + ",nowhere-1250000000"));
    for (JsonNode report : overHttpAndTimer(http)) {
      List<String> names = names(report);
      assertTrue(names.contains("ci " + sandbox.bucket()), "the first");
      assertTrue(names.contains("ci nowhere-1250000000"), "the second");
    }
  }

  @ParameterizedTest
  @CsvSource({"videos/,videos/out/", "liveness/in/,liveness/"})
  void outputInsideOfTheTriggerAndTheReverseAreNamed(String uploads, String output) {
    TestHttp http =
        TestHttp.with(Map.of("liveness.uploads.prefix", uploads, "liveness.output-prefix", output));
    for (JsonNode report : overHttpAndTimer(http)) {
      assertEquals(List.of("prefixes"), bad(report));
    }
  }

  @Test
  void shortTimeLimitIsNamed() {
    TestHttp http = TestHttp.with(Map.of()).within(Duration.ofSeconds(5));
    for (JsonNode report : overHttpAndTimer(http)) {
      assertEquals(List.of("time-limit"), bad(report));
    }
  }

  @Test
  void missingCredentialsAreNamed() {
    Map<String, String> none = new java.util.HashMap<>();
    none.put("liveness.cos.secret-id", "");
    none.put("liveness.cos.secret-key", "");
    for (JsonNode report : overHttpAndTimer(TestHttp.with(none))) {
      assertEquals(List.of("credentials"), bad(report));
      assertTrue(
          finding(report, "credentials").path("detail").asText().contains("run role"), "detail");
    }
  }

  private static List<JsonNode> overHttpAndTimer(TestHttp http) {
    Reply reply = http.plain(ASK);
    assertEquals(200, reply.status());
    JsonNode timer = http.timer("doctor");
    assertEquals("false", reply.text("ok"));
    assertEquals("false", timer.path("ok").asText());
    return List.of(reply.body(), timer);
  }

  /** The first words of what is not well, each once. */
  private static List<String> bad(JsonNode report) {
    return report
        .path("findings")
        .valueStream()
        .filter(finding -> !finding.path("ok").asBoolean())
        .map(finding -> finding.path("name").asText().split(" ")[0])
        .distinct()
        .toList();
  }

  private static List<String> names(JsonNode report) {
    return report
        .path("findings")
        .valueStream()
        .map(finding -> finding.path("name").asText())
        .toList();
  }

  private static JsonNode finding(JsonNode report, String name) {
    return report
        .path("findings")
        .valueStream()
        .filter(finding -> finding.path("name").asText().split(" ")[0].equals(name))
        .filter(finding -> !finding.path("ok").asBoolean())
        .findFirst()
        .orElseThrow();
  }
}
