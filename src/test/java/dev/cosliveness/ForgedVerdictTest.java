package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.SealOracle;
import dev.cosliveness.testing.Stored;
import dev.cosliveness.verdict.VerdictStore;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 4: nobody carries a verdict that was not earned. */
@QuarkusTest
class ForgedVerdictTest extends FlowTests {
  private static final Person SPOOF = People.forCode("FailedOperation.LivessDetectFake");
  private static final String SPOOFED = "FailedOperation.LivessDetectFake";
  private static final Person SOMEBODY = People.matching(98.5);

  @Test
  void passedOfTheUploaderIsIgnoredAndRemoved() {
    try (LogLines log = LogLines.of(VerdictStore.class)) {
      when()
          .of(SPOOF)
          .tagged(Map.of("liveness-status", "PASSED", "owner", "team-a"))
          .at("videos/a.mp4")
          .event()
          .then()
          .answered("REJECTED")
          .tags("REJECTED", SPOOFED)
          .charged(1);
      log.contains("forged or moved");
    }
    assertEquals("team-a", tagsOf("videos/a.mp4").get("owner"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PASSED", "REJECTED", "RESUBMIT", "REVIEW", "ERROR", "PENDING", "passed"})
  void fullSetOfForgedTagsIsCheckedAnew(String status) {
    Stored video = when().of(SPOOF).tagged(forged(status)).at("videos/a.mp4").event();
    video.then().answered("REJECTED").tags("REJECTED", SPOOFED).charged(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"liveness-status", "liveness-code", "liveness-sim", "liveness-checked-at"})
  void changedTagBreaksTheSeal(String tag) {
    Stored video = when().of(People.matching(69.99)).at("videos/a.mp4").event();
    Map<String, String> changed = new LinkedHashMap<>(video.tags());
    changed.put(tag, forged("PASSED").get(tag));
    sandbox.objects().setTags(sandbox.bucket(), video.key(), changed);
    video.event().then().answered("REJECTED").charged(2);
    video.then().tags("REJECTED", "Local.LowSimilarity", "69.99");
  }

  @Test
  void tagThatWasTakenAwayBreaksTheSeal() {
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    Map<String, String> fewer = new LinkedHashMap<>(video.tags());
    fewer.remove("liveness-sim");
    sandbox.objects().setTags(sandbox.bucket(), video.key(), fewer);
    video.event().then().tags("PASSED", "Success", "98.50").charged(2);
  }

  @Test
  void copyUnderAnotherKeyIsCheckedAnew() {
    Stored earned = when().of(SOMEBODY).at("videos/a.mp4").event();
    earned.then().tags("PASSED", "Success", "98.50");
    sandbox.faults().add(Fault.status(400, SPOOFED).on(Kind.LIVENESS_STORED));
    when()
        .of(SOMEBODY)
        .tagged(earned.tags())
        .at("videos/b.mp4")
        .event()
        .then()
        .answered("REJECTED")
        .tags("REJECTED", SPOOFED)
        .asked(1);
  }

  @Test
  void otherIdentityUnderOldTagsIsCheckedAnew() {
    Stored earned = when().of(SOMEBODY).at("videos/a.mp4").event();
    Map<String, String> tags = earned.tags();
    when()
        .of(People.matching(69.99))
        .tagged(tags)
        .at("videos/a.mp4")
        .event()
        .then()
        .answered("REJECTED")
        .tags("REJECTED", "Local.LowSimilarity", "69.99")
        .charged(2);
  }

  @Test
  void otherNameUnderOldTagsIsCheckedAnew() {
    Map<String, String> tags = when().of(SOMEBODY).at("videos/a.mp4").event().tags();
    when()
        .of(People.wrongName())
        .tagged(tags)
        .at("videos/a.mp4")
        .event()
        .then()
        .tags("RESUBMIT", "FailedOperation.IdNameMisMatch")
        .charged(2);
  }

  @Test
  void otherVideoUnderOldTagsIsCheckedAnew() {
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    Map<String, String> tags = video.tags();
    String before = video.object().etag();
    video.replaceWith(Samples.bytes(Samples.TOO_SHORT));
    sandbox.objects().setTags(sandbox.bucket(), video.key(), tags);
    assertNotEquals(before, video.object().etag());
    video.event().then().tags("RESUBMIT", "FailedOperation.SilentTooShort").charged(2);
  }

  @Test
  void sealOfAnotherSecretIsWorthNothing() {
    Stored video = when().of(SPOOF).at("videos/a.mp4");
    Map<String, String> tags = forged("PASSED");
    tags.put(
        "liveness-seal",
        SealOracle.seal(
            "another-secret-of-32-characters-or-more",
            sandbox.bucket(),
            video.key(),
            video.object().etag(),
            SPOOF.idCard(),
            SPOOF.name(),
            tags));
    sandbox.objects().setTags(sandbox.bucket(), video.key(), tags);
    video.event().then().tags("REJECTED", SPOOFED).charged(1);
  }

  @Test
  void forgedResultJsonIsIgnored() {
    var both = TestFunction.with(Map.of("liveness.verdict.store", "json"));
    Stored earned = when(both).of(SOMEBODY).at("videos/a.mp4").event();
    byte[] json =
        sandbox
            .objects()
            .get(sandbox.bucket(), "liveness/verdicts/videos/a.mp4.json")
            .orElseThrow()
            .bytes();
    earned.then().charged(1);
    Stored other = when(both).of(SPOOF).at("videos/b.mp4");
    sandbox.objects().put(sandbox.bucket(), "liveness/verdicts/videos/b.mp4.json", json, Map.of());
    other.event().then().answered("REJECTED").charged(1);
    assertEquals("REJECTED", other.then().document().path("status").asText());
  }

  @Test
  void olderKeyIsStillAccepted() {
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    String newer = "a-newer-secret-of-32-characters-or-more";
    String both = newer + "," + dev.cosliveness.testing.SandboxResource.SEAL_KEY;
    var rolled = TestFunction.with(Map.of("liveness.seal-key", both));
    Map<String, String> before = video.tags();
    rolled.invoke(sandbox.events().eventFor(sandbox.bucket(), video.key()), Duration.ofSeconds(30));
    video.then().charged(1);
    assertEquals(before, video.tags());
    var onlyNewer = TestFunction.with(Map.of("liveness.seal-key", newer));
    onlyNewer.invoke(
        sandbox.events().eventFor(sandbox.bucket(), video.key()), Duration.ofSeconds(30));
    video.then().charged(2);
  }

  @Test
  void videoReplacedDuringTheCheckGetsNoVerdict() throws Exception {
    fault(Fault.slowAnswer(Duration.ofMillis(700)).on(Kind.LIVENESS_STORED).times(1));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4");
    Future<Stored> running = video.eventInBackground();
    awaitClaim();
    video.replaceWith(Samples.bytes(Samples.TOO_SHORT));
    running.get(30, TimeUnit.SECONDS).then().skipped("replaced during the check").unjudged();
    video.then().charged(1).claims(0);
    assertFalse(video.then().hasDocument());
    video.event().then().tags("RESUBMIT", "FailedOperation.SilentTooShort").charged(2);
  }

  @Test
  void videoDeletedDuringTheCheckIsGone() throws Exception {
    fault(Fault.slowAnswer(Duration.ofMillis(700)).on(Kind.LIVENESS_STORED).times(1));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4");
    Future<Stored> running = video.eventInBackground();
    awaitClaim();
    sandbox.objects().delete(sandbox.bucket(), video.key());
    running.get(30, TimeUnit.SECONDS).then().answered("SKIPPED").claims(0);
  }

  /**
   * A client that sends its upload twice wakes two invocations: the second is turned away by the
   * claim of the first, which must not throw its own verdict away then.
   */
  @Test
  void sameVideoUploadedAgainDuringTheCheckIsJudgedInTheEnd() throws Exception {
    TestFunction function = TestFunction.usual();
    fault(Fault.slowAnswer(Duration.ofMillis(1500)).on(Kind.LIVENESS_STORED).times(1));
    Stored video = when(function).of(SOMEBODY).at("videos/a.mp4");
    Future<Stored> running = video.eventInBackground();
    awaitClaim();
    video.replaceWith(Samples.pass());
    sandbox
        .objects()
        .setLastModified(sandbox.bucket(), video.key(), java.time.Instant.now().plusSeconds(2));
    String event = sandbox.events().eventFor(sandbox.bucket(), video.key());
    var second = function.invoke(event, Duration.ofSeconds(30));
    assertFalse(second.failed());
    running.get(30, TimeUnit.SECONDS);
    function.later(Duration.ofMinutes(5)).timer("retry");
    video.then().tags("PASSED", "Success", "98.50").queued(0).claims(0);
  }

  private void awaitClaim() {
    sandbox
        .journal()
        .await(
            call -> call.kind() == Kind.GET_OBJECT && call.key().startsWith("liveness/verdicts/"),
            Duration.ofSeconds(20));
  }

  private Map<String, String> tagsOf(String key) {
    return sandbox.objects().tags(sandbox.bucket(), key);
  }

  private static Map<String, String> forged(String status) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("liveness-status", status);
    tags.put("liveness-code", "Success");
    tags.put("liveness-sim", "99.99");
    tags.put("liveness-checked-at", "2026-11-22T12:00:00Z");
    tags.put("liveness-seal", "A".repeat(43));
    return tags;
  }
}
