package dev.cosliveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Stored;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 5: what could not be judged is tried again, and not forgotten. */
@QuarkusTest
class RetryQueueFlowTest extends FlowTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final DateTimeFormatter DUE =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final String ENGINE = "FailedOperation.LivessSystemError";
  private static final String DATABASE = "FailedOperation.DbError";
  private static final Person SOMEBODY = People.matching(98.5);

  private final TestFunction function = TestFunction.usual();

  @Test
  void pendingVerdictIsQueuedAndTheEventIsDone() throws Exception {
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    video.then().answered("PENDING").tags("PENDING", ENGINE).charged(1).queued(1).claims(0);
    String key = keys("liveness/retries/").getFirst();
    assertTrue(key.matches("liveness/retries/\\d{8}T\\d{6}Z-[0-9a-f]{64}\\.json"), key);
    JsonNode marker = marker(key);
    List<String> fields = new ArrayList<>();
    marker.fieldNames().forEachRemaining(fields::add);
    assertEquals(List.of("bucket", "key", "versionId", "etag", "attempt", "code"), fields);
    assertEquals(sandbox.bucket(), marker.path("bucket").asText());
    assertEquals("videos/a.mp4", marker.path("key").asText());
    assertTrue(marker.path("versionId").isNull());
    assertEquals(video.object().etag().replace("\"", ""), marker.path("etag").asText());
    assertEquals(1, marker.path("attempt").asInt());
    assertEquals(ENGINE, marker.path("code").asText());
  }

  @Test
  void deliveryWhileItWaitsIsNotCharged() {
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    video.event().then().skipped("waits in the retry queue").charged(1).queued(1);
  }

  @ParameterizedTest
  @CsvSource({"1,60,90", "2,120,180", "3,240,360"})
  void delayDoubles(int attempt, int least, int most) {
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    for (int i = 1; i < attempt; i++) {
      function.later(Duration.ofHours(12L * i)).timer("");
    }
    Instant checked = Instant.parse(video.tags().get("liveness-checked-at"));
    long delay = Duration.between(checked, due()).toSeconds();
    assertTrue(delay >= least && delay <= most + 1, "delay " + delay);
    video.then().charged(attempt).queued(1);
  }

  @Test
  void timerRunsOnlyWhatIsDue() {
    recovers(ENGINE, 1);
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    JsonNode early = function.timer("");
    assertEquals(0, early.path("done").asInt());
    video.then().charged(1).queued(1);
    JsonNode later = function.later(Duration.ofMinutes(2)).timer("");
    assertEquals(1, counts(later).at("/checked/PASSED").asInt());
    video.then().tags("PASSED", "Success", "97.50").charged(2).queued(0).claims(0);
  }

  @Test
  void recoveringPersonPasses() {
    Stored video = when(function).of(People.recovering()).at("videos/a.mp4").event();
    video.then().tags("PENDING", ENGINE);
    function.later(Duration.ofMinutes(2)).timer("retry");
    video.then().tags("PASSED", "Success", "97.50").charged(2).queued(0);
  }

  @Test
  void quotaWaitsForTheNextDayThere() {
    String quota = "FailedOperation.IdentityAuthLimitExceeded";
    when(function).of(People.forCode(quota)).at("videos/a.mp4").event();
    ZoneId there = ZoneId.of("Asia/Shanghai");
    LocalDateTime due = LocalDateTime.ofInstant(due(), there);
    assertEquals(0, due.getHour());
    assertTrue(due.getMinute() <= 10, "minute " + due.getMinute());
    assertTrue(due().isAfter(Instant.now()));
    assertTrue(due().isBefore(Instant.now().plus(Duration.ofHours(24).plusMinutes(11))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UnauthorizedOperation.Arrears", "InvalidParameterValue"})
  void whatTheOperatorHasToMendGoesAtTheSlowPace(String code) {
    Stored video = when(function).of(People.forCode(code)).at("videos/a.mp4").event();
    Instant checked = Instant.parse(video.tags().get("liveness-checked-at"));
    assertEquals(6, Math.round(Duration.between(checked, due()).toSeconds() / 3600.0));
    function.later(Duration.ofHours(5)).timer("");
    video.then().charged(1);
    function.later(Duration.ofHours(7)).timer("");
    video.then().charged(2).tags("PENDING", code);
  }

  @ParameterizedTest
  @CsvSource({
    "UnauthorizedOperation.Arrears,ERROR,operator",
    "InvalidParameterValue,ERROR,operator",
    "FailedOperation.LivessSystemError,REVIEW,manual-review",
    "RequestLimitExceeded,REVIEW,manual-review"
  })
  void exhaustedAttemptsEnd(String code, String status, String advice) {
    TestFunction both =
        TestFunction.with(
            Map.of("liveness.verdict.store", "both", "liveness.retry.max-attempts", "3"));
    Stored video = when(both).of(People.forCode(code)).at("videos/a.mp4").event();
    video.then().tags("PENDING", code);
    both.later(Duration.ofHours(13)).timer("");
    video.then().tags("PENDING", code).charged(2);
    JsonNode last = both.later(Duration.ofHours(26)).timer("");
    assertEquals(1, counts(last).path("checked").path(status).asInt());
    video.then().tags(status, code).charged(3).queued(0).claims(0);
    JsonNode document = video.then().document();
    assertEquals(code, document.at("/codes/0").asText());
    assertEquals("Local.AttemptsExhausted", document.at("/codes/1").asText());
    assertEquals(3, document.path("attempts").asInt());
    assertEquals(advice, document.path("advice").asText());
    both.later(Duration.ofHours(50)).timer("");
    video.event().then().charged(3);
  }

  @Test
  void objectThatIsGoneDropsOut() {
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    sandbox.objects().delete(sandbox.bucket(), video.key());
    JsonNode answer = function.later(Duration.ofHours(1)).timer("");
    assertEquals(1, counts(answer).path("skipped").asInt());
    assertEquals(0, answer.path("failed").asInt());
    video.then().charged(1).queued(0);
  }

  @Test
  void objectThatWasReplacedDropsOut() {
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    video.replaceWith(Samples.bytes(Samples.TOO_SHORT));
    function.later(Duration.ofHours(1)).timer("");
    video.then().charged(1).queued(0).unjudged();
  }

  @Test
  void objectThatIsJudgedDropsOut() {
    recovers(ENGINE, 1);
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    String marker = keys("liveness/retries/").getFirst();
    byte[] content = sandbox.objects().get(sandbox.bucket(), marker).orElseThrow().bytes();
    function.later(Duration.ofHours(1)).timer("");
    sandbox.objects().put(sandbox.bucket(), marker, content, Map.of());
    JsonNode again = function.timer("");
    assertEquals(1, counts(again).path("skipped").asInt());
    video.then().tags("PASSED", "Success", "97.50").charged(2).queued(0);
  }

  @Test
  void twoTimersAtOnceChargeOnce() throws Exception {
    recovers(ENGINE, 1);
    List<Stored> videos = new ArrayList<>();
    Person person = People.forCode(ENGINE);
    videos.add(when(function).of(person).at("videos/0.mp4").event());
    for (int i = 1; i < 5; i++) {
      fault(Fault.throttled().times(1));
      videos.add(when(function).of(SOMEBODY).at("videos/" + i + ".mp4").event());
    }
    sandbox.journal().clear();
    fault(Fault.latency(Duration.ofMillis(300)).on(Kind.LIVENESS_STORED));
    function.later(Duration.ofHours(1));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<JsonNode>> timers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        timers.add(threads.submit(() -> function.timer("")));
      }
      for (Future<JsonNode> timer : timers) {
        assertEquals(0, timer.get().path("failed").asInt());
      }
    }
    videos.forEach(video -> video.then().charged(1).asked(1).queued(0).claims(0).sealed());
    videos.forEach(video -> assertEquals("PASSED", video.tags().get("liveness-status")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "[]", "null", "{\"bucket\":\"other-1250000000\",\"key\":\"a.mp4\"}"})
  void junkIsRemoved(String junk) {
    String key = "liveness/retries/20200101T000000Z-" + "0".repeat(64) + ".json";
    sandbox.objects().put(sandbox.bucket(), key, junk);
    sandbox.objects().put(sandbox.bucket(), "liveness/retries/!note.txt", "hello");
    JsonNode answer = function.timer("");
    assertEquals(0, answer.path("failed").asInt());
    assertEquals(List.of(), keys("liveness/retries/"));
  }

  @Test
  void longQueueIsNotListed() {
    Instant now = Instant.now();
    for (int i = 0; i < 20_000; i++) {
      boolean isDue = i < 50;
      Instant due = isDue ? now.minusSeconds(60 + i) : now.plusSeconds(3600 + i);
      String name = isDue ? "videos/due-" + i + ".mp4" : "videos/later-" + i + ".mp4";
      put(name, due, i);
    }
    for (int i = 0; i < 50; i++) {
      when(function).of(SOMEBODY).at("videos/due-" + i + ".mp4");
    }
    JsonNode answer = function.timer("");
    assertEquals(50, counts(answer).at("/checked/PASSED").asInt());
    assertTrue(counts(answer).path("complete").asBoolean());
    assertEquals(1, sandbox.journal().calls(Kind.LIST).size(), "pages");
    assertEquals(50, sandbox.journal().charged());
    assertEquals(19_950, keys("liveness/retries/").size());
  }

  @Test
  void moreThanOnePageIsRunInOneGo() {
    TestFunction small = TestFunction.with(Map.of("liveness.retry.batch", "3"));
    for (int i = 0; i < 10; i++) {
      when(small).of(SOMEBODY).at("videos/due-" + i + ".mp4");
      put("videos/due-" + i + ".mp4", Instant.now().minusSeconds(100 - i), i);
    }
    JsonNode answer = small.timer("");
    assertEquals(10, counts(answer).at("/checked/PASSED").asInt());
    assertEquals(List.of(), keys("liveness/retries/"));
  }

  @Test
  void oneFailingObjectStopsNoneOfTheOthers() {
    for (int i = 0; i < 6; i++) {
      when(function).of(SOMEBODY).at("videos/due-" + i + ".mp4");
      put("videos/due-" + i + ".mp4", Instant.now().minusSeconds(100 - i), i);
    }
    fault(Fault.denied().on(Kind.PUT_TAGGING).onKeys(key -> key.endsWith("due-2.mp4")));
    JsonNode answer = function.timer("");
    assertEquals(5, counts(answer).at("/checked/PASSED").asInt());
    assertEquals(1, answer.path("failed").asInt());
    assertEquals(1, keys("liveness/retries/").size());
    sandbox.faults().clear();
    function.timer("");
    assertEquals(List.of(), keys("liveness/retries/"));
    assertEquals(6, sandbox.journal().charged());
  }

  @Test
  void whatCannotBeQueuedFailsTheEvent() {
    fault(Fault.denied().on(Kind.PUT_OBJECT).onKeys(key -> key.startsWith("liveness/retries/")));
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    video.then().failed().unjudged().queued(0).claims(0);
  }

  @Test
  void pendingTagThatCannotBeWrittenLeavesTheRetry() {
    recovers(ENGINE, 1);
    fault(Fault.denied().on(Kind.PUT_TAGGING));
    fault(Fault.denied().on(Kind.PUT_OBJECT).onKeys(key -> key.startsWith("liveness/verdicts/")));
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    video.then().answered("PENDING").unjudged().queued(1).claims(0);
    sandbox.faults().clear();
    function.later(Duration.ofHours(1)).timer("");
    video.then().tags("PASSED", "Success", "97.50").charged(2).queued(0);
  }

  @Test
  void retryIsTakenOutOnlyWhenItsOutcomeIsStored() {
    recovers(DATABASE, 1);
    Stored video = when(function).of(People.forCode(DATABASE)).at("videos/a.mp4").event();
    fault(Fault.denied().on(Kind.PUT_TAGGING));
    fault(Fault.denied().on(Kind.PUT_OBJECT).onKeys(key -> key.startsWith("liveness/verdicts/")));
    JsonNode failed = function.later(Duration.ofHours(1)).timer("");
    assertEquals(1, failed.path("failed").asInt());
    video.then().queued(1).claims(1).charged(2);
    sandbox.faults().clear();
    JsonNode waiting = function.timer("");
    assertEquals(1, counts(waiting).path("left").asInt());
    video.then().charged(2).queued(1);
    String claim = keys("liveness/claims/").getFirst();
    Instant longAgo = Instant.now().minus(Duration.ofMinutes(20));
    sandbox.objects().setLastModified(sandbox.bucket(), claim, longAgo);
    function.timer("");
    video.then().tags("PASSED", "Success", "97.50").queued(0).claims(0).charged(3);
  }

  /** One after the other there would be time to begin five of them. */
  @Test
  void retriesAreCheckedSeveralAtATime() {
    for (int i = 0; i < 16; i++) {
      when(function).of(SOMEBODY).at("videos/due-" + i + ".mp4");
      put("videos/due-" + i + ".mp4", Instant.now().minusSeconds(100 - i), i);
    }
    fault(Fault.latency(Duration.ofSeconds(1)).on(Kind.LIVENESS_STORED));
    JsonNode answer = function.timer("", Duration.ofSeconds(11));
    assertEquals(16, counts(answer).at("/checked/PASSED").asInt());
    assertTrue(counts(answer).path("complete").asBoolean());
  }

  @Test
  void shortTimeLeavesTheRestForTheNextTimer() {
    for (int i = 0; i < 5; i++) {
      when(function).of(SOMEBODY).at("videos/due-" + i + ".mp4");
      put("videos/due-" + i + ".mp4", Instant.now().minusSeconds(100 - i), i);
    }
    JsonNode answer = function.timer("", Duration.ofSeconds(3));
    assertFalse(counts(answer).path("complete").asBoolean());
    assertEquals(0, sandbox.journal().charged());
    assertEquals(5, keys("liveness/retries/").size());
    function.timer("");
    assertEquals(List.of(), keys("liveness/retries/"));
  }

  @Test
  void markerHoldsNobodysIdentity() {
    Person person = People.forCode(ENGINE);
    when(function).of(person).at("videos/a.mp4").event();
    String key = keys("liveness/retries/").getFirst();
    var marker = sandbox.objects().get(sandbox.bucket(), key).orElseThrow();
    String text = new String(marker.bytes(), UTF_8) + marker.headers() + marker.tags();
    assertFalse(text.contains(person.idCard()), "the ID number is in it");
    assertFalse(text.contains(person.name()), "the name is in it");
    assertNull(marker.text("x-cos-meta-name"));
  }

  @Test
  void listThatIsLateIsCaughtUpWith() {
    recovers(ENGINE, 1);
    Stored video = when(function).of(People.forCode(ENGINE)).at("videos/a.mp4").event();
    sandbox.faults().listDelay(Duration.ofHours(1));
    JsonNode blind = function.later(Duration.ofMinutes(5)).timer("");
    assertEquals(0, blind.path("done").asInt());
    video.then().charged(1).queued(1);
    sandbox.faults().listDelay(Duration.ZERO);
    function.timer("");
    video.then().tags("PASSED", "Success", "97.50").charged(2).queued(0);
  }

  private void put(String key, Instant due, int index) {
    String marker = "liveness/retries/" + DUE.format(due) + "-%064x.json".formatted(index);
    String content =
        "{\"bucket\":\"%s\",\"key\":\"%s\",\"versionId\":null,\"etag\":null,\"attempt\":1,\"code\":\"%s\"}"
            .formatted(sandbox.bucket(), key, ENGINE);
    sandbox.objects().put(sandbox.bucket(), marker, content);
  }

  private Instant due() {
    String name = keys("liveness/retries/").getFirst().substring("liveness/retries/".length());
    return LocalDateTime.parse(name.substring(0, 16), DUE).toInstant(ZoneOffset.UTC);
  }

  private JsonNode marker(String key) throws Exception {
    return JSON.readTree(sandbox.objects().get(sandbox.bucket(), key).orElseThrow().bytes());
  }

  private JsonNode counts(JsonNode answer) {
    return answer.path("buckets").path(sandbox.bucket());
  }
}
