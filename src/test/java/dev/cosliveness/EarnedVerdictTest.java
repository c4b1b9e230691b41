package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cosliveness.sandbox.*;
import dev.cosliveness.testing.*;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;
import org.junit.jupiter.api.Test;

/** What an earned verdict, a paid call and a queued retry have to survive. */
@QuarkusTest
class EarnedVerdictTest extends HttpTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Person OTHER = People.matching(85.25);

  private String tag() {
    return sandbox.objects().tags(sandbox.bucket(), KEY).get("liveness-status");
  }

  /** the event of a bare upload comes after POST /verify. */
  @Test
  void lateEventMustNotUndoAnEarnedVerdict() {
    storedBare();
    assertEquals("PASSED", plain(ask("verify", SOMEBODY)).text("status"));
    assertEquals("PASSED", tag());
    Way.post(home, sandbox.events().eventFor(sandbox.bucket(), KEY));
    assertEquals("PASSED", tag());
  }

  @Test
  void sweepMustNotUndoAnEarnedVerdictInJson() {
    var f = TestFunction.with(Map.of("liveness.verdict.store", "both"));
    storedBare();
    assertEquals("PASSED", plain(ask("verify", SOMEBODY)).text("status"));
    f.timer("sweep");
    assertEquals("PASSED", plain(ask("verify", SOMEBODY)).text("status"));
    assertEquals(1, sandbox.journal().charged(), "charged");
    assertEquals("PASSED", plain(Call.get("verdict").query("key", KEY)).text("status"));
  }

  /** two posts of the same recheck. */
  @Test
  void recheckOfAPrefixTwiceIsChargedOnce() throws Exception {
    when().of(SOMEBODY).at(KEY).event();
    assertEquals(1, sandbox.journal().charged());
    assertEquals(200, plain(Call.post("recheck").with("prefix", "videos/")).status());
    Thread.sleep(1100);
    assertEquals(200, plain(Call.post("recheck").with("prefix", "videos/")).status());
    var f = TestFunction.usual().later(Duration.ofMinutes(1));
    f.timer("");
    assertEquals(2, sandbox.journal().charged(), "one more");
  }

  @Test
  void recheckWhoseMarkerStaysIsChargedOnce() {
    when().of(SOMEBODY).at(KEY).event();
    plain(Call.post("recheck").with("prefix", "videos/"));
    fault(Fault.denied().on(Kind.DELETE).onKeys(k -> k.startsWith("liveness/retries/")));
    var f = TestFunction.usual().later(Duration.ofMinutes(1));
    f.timer("");
    f.timer("");
    f.timer("");
    assertEquals(2, sandbox.journal().charged(), "one more");
  }

  /** the recheck is forgotten when the first look fails. */
  @Test
  void recheckSurvivesAFailedLook() {
    when().of(SOMEBODY).at(KEY).event();
    plain(Call.post("recheck").with("prefix", "videos/"));
    fault(Fault.denied().on(Kind.GET_TAGGING));
    var f = TestFunction.usual().later(Duration.ofMinutes(1));
    f.timer("");
    sandbox.faults().clear();
    f.later(Duration.ofHours(12)).timer("");
    assertEquals(2, sandbox.journal().charged(), "one more");
  }

  /** two submits at once of a new key in a versioned bucket. */
  @Test
  void twoSubmitsAtOnceInVersionedBucket() throws Exception {
    fault(Fault.latency(Duration.ofMillis(1500)).on(Kind.LIVENESS_UPLOAD));
    String bucket = "versioned-1250000001";
    sandbox.objects().create(bucket, true);
    var settings = TestFunction.settings(Map.of("liveness.buckets", bucket));
    var transport = new Wiring().transport(settings, java.time.Clock.systemUTC());
    var parts =
        new Parts(
            settings,
            transport,
            new MovableClock(),
            (dev.cosliveness.http.FunctionCaller) (n, i, v) -> null);
    var submit = parts.get(dev.cosliveness.check.SubmitVideo.class);
    var claimed =
        new dev.cosliveness.check.Claimed(
            SOMEBODY.idCard(), SOMEBODY.name(), null, null, null, null);
    var identity =
        new dev.cosliveness.liveness.Identity(
            SOMEBODY.idCard(),
            SOMEBODY.name(),
            dev.cosliveness.liveness.LivenessType.SILENT,
            null,
            null);
    var ref =
        new dev.cosliveness.cos.ObjectRef(
            bucket, sandbox.options().region(), "videos/new.mp4", null);
    var submission =
        new dev.cosliveness.check.SubmitVideo.Submission(ref, Samples.pass(), claimed, identity);
    try (ExecutorService x = Executors.newVirtualThreadPerTaskExecutor()) {
      var one =
          x.submit(
              () -> submit.submit(submission, TestFunction.invocation(Duration.ofSeconds(60))));
      Thread.sleep(700);
      var two =
          x.submit(
              () -> submit.submit(submission, TestFunction.invocation(Duration.ofSeconds(60))));
    }
    assertEquals(1, sandbox.journal().charged());
  }

  /** long key, json. */
  @Test
  void longKeyIsChargedOnce() {
    var f = TestFunction.with(Map.of("liveness.verdict.store", "both"));
    String key = "videos/" + "k".repeat(835) + ".mp4";
    Stored v = when(f).of(SOMEBODY).at(key).event();
    for (String c : keys("liveness/claims/"))
      sandbox
          .objects()
          .setLastModified(
              sandbox.bucket(), c, java.time.Instant.now().minus(Duration.ofMinutes(16)));
    v.event();
    assertEquals(1, sandbox.journal().charged());
  }

  /** stale PENDING in JSON shadows the tags. */
  @Test
  void verdictReadIsTheFinalOne() {
    recovers("FailedOperation.LivessSystemError", 1);
    var f = TestFunction.usual();
    fault(Fault.denied().on(Kind.PUT_TAGGING));
    when(f).of(People.forCode("FailedOperation.LivessSystemError")).at(KEY).event();
    sandbox.faults().clear();
    f.later(Duration.ofMinutes(5)).timer("");
    assertEquals("PASSED", tag());
    assertEquals("PASSED", plain(Call.get("verdict").query("key", KEY)).text("status"));
  }

  /** a bucket that fails stops the others' retries. */
  @Test
  void oneBucketStopsNoneOfTheOthers() {
    recovers("FailedOperation.LivessSystemError", 1);
    var f = TestFunction.with(Map.of("liveness.buckets", "nosuch-1250000000," + sandbox.bucket()));
    when(f).of(People.forCode("FailedOperation.LivessSystemError")).at(KEY).event();
    f.later(Duration.ofMinutes(5)).timer("");
    assertEquals("PASSED", tag());
  }

  /** marker outside of the prefix never drained */
  @Test
  void markerThatIsNoneOfOursAnyMoreIsRemoved() {
    var f = TestFunction.usual();
    when(f).of(People.forCode("FailedOperation.LivessSystemError")).at(KEY).event();
    var g = TestFunction.with(Map.of("liveness.uploads.prefix", "new/")).later(Duration.ofHours(1));
    g.timer("");
    assertEquals(0, keys("liveness/retries/").size());
  }

  /** json only: verify for another person loses the verdict */
  @Test
  void verdictOfTheOwnerSurvivesACallForAnother() {
    var f = TestFunction.with(Map.of("liveness.verdict.store", "json"));
    when(f).of(SOMEBODY).at(KEY).event();
    plain(ask("verify", OTHER));
    var v = when(f);
    f.timer("sweep");
    assertEquals(2, sandbox.journal().charged());
  }

  /** versioned + both: re-upload of the same while pending is lost */
  @Test
  void reuploadWhilePendingIsNotLost() {
    recovers("FailedOperation.LivessSystemError", 1);
    String bucket = "versioned-1250000000";
    sandbox.objects().create(bucket, true);
    var f = TestFunction.with(Map.of("liveness.buckets", bucket, "liveness.verdict.store", "both"));
    Person p = People.forCode("FailedOperation.LivessSystemError");
    var v1 = when(f).in(bucket).of(p).at("videos/r.mp4").event();
    var v2 = when(f).in(bucket).of(p).at("videos/r.mp4").event();
    f.later(Duration.ofMinutes(5)).timer("");
    f.timer("sweep");
    f.later(Duration.ofMinutes(5)).timer("");
    assertEquals("PASSED", sandbox.objects().tags(bucket, "videos/r.mp4").get("liveness-status"));
  }

  /** advice */
  @Test
  void adviceFromTags() {
    storedBare();
    sandbox.objects().put(sandbox.bucket(), KEY, Samples.pass(), metadata(SOMEBODY));
    Map<String, String> t = new HashMap<>();
    for (int i = 0; i < 8; i++) t.put("own" + i, "x");
    sandbox.objects().setTags(sandbox.bucket(), KEY, t);
    Way.post(home, sandbox.events().eventFor(sandbox.bucket(), KEY));
    dev.cosliveness.testing.Reply r = plain(Call.get("verdict").query("key", KEY));
    assertEquals("none", r.text("advice"));
  }

  /** challenge for immediate uploads */
  @Test
  void takenChallengeIsNotTakenAgain() {
    var settings = TestFunction.settings(Map.of());
    var transport = new Wiring().transport(settings, java.time.Clock.systemUTC());
    var clock = new MovableClock();
    var parts =
        new Parts(
            settings, transport, clock, (dev.cosliveness.http.FunctionCaller) (n, i, v) -> null);
    var url = parts.get(dev.cosliveness.http.UploadUrl.class);
    var issued =
        parts
            .get(dev.cosliveness.check.Challenges.class)
            .issue(dev.cosliveness.liveness.LivenessType.LIP, "0521");
    var input =
        new com.fasterxml.jackson.databind.json.JsonMapper()
            .createObjectNode()
            .put("key", KEY)
            .put("idCard", SOMEBODY.idCard())
            .put("name", SOMEBODY.name())
            .put("livenessType", "LIP")
            .put("validateData", "0521")
            .put("challenge", issued.token())
            .put("mode", "immediate")
            .put("expiresIn", "3600");
    url.presign(input, TestFunction.invocation(Duration.ofSeconds(60)));
    org.junit.jupiter.api.Assertions.assertThrows(
        dev.cosliveness.http.Problem.class,
        () -> url.presign(input, TestFunction.invocation(Duration.ofSeconds(60))),
        "a second URL for one challenge");
  }
}
