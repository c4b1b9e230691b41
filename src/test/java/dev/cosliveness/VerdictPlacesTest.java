package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.SandboxResource;
import dev.cosliveness.testing.SealOracle;
import dev.cosliveness.testing.Stored;
import dev.cosliveness.verdict.VerdictStore;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 4: where a verdict is kept, beside whatever else is on the object. */
@QuarkusTest
class VerdictPlacesTest extends FlowTests {
  private static final Person SOMEBODY = People.matching(98.5);

  @ParameterizedTest
  @CsvSource({
    "0,liveness-status liveness-code liveness-sim liveness-checked-at liveness-seal",
    "5,liveness-status liveness-code liveness-sim liveness-checked-at liveness-seal",
    "6,liveness-status liveness-code liveness-sim liveness-seal",
    "7,liveness-status liveness-code liveness-seal",
    "8,liveness-status liveness-seal"
  })
  void tagsOfOthersAreKept(int others, String ours) {
    Map<String, String> foreign = foreign(others);
    Stored video = when().of(SOMEBODY).tagged(foreign).at("videos/a.mp4").event();
    video.then().answered("PASSED").sealed().charged(1);
    List<String> expected = new ArrayList<>(foreign.keySet());
    expected.addAll(List.of(ours.split(" ")));
    assertEquals(
        expected.stream().sorted().toList(), video.tags().keySet().stream().sorted().toList());
    foreign.forEach((key, value) -> assertEquals(value, video.tags().get(key)));
    video.event().then().skipped("already PASSED").charged(1);
    assertFalse(video.then().hasDocument());
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 10})
  void withoutRoomTheVerdictGoesIntoTheResultJson(int others) {
    Map<String, String> foreign = foreign(others);
    Stored video = when().of(SOMEBODY).tagged(foreign).at("videos/a.mp4");
    try (LogLines log = LogLines.of(VerdictStore.class)) {
      video.event().then().answered("PASSED").charged(1);
      log.contains("no room for a verdict");
    }
    assertEquals(foreign, video.tags());
    assertEquals("PASSED", video.then().document().path("status").asText());
    video.event().then().skipped("already PASSED").charged(1).claims(0);
  }

  @Test
  void tagsWrittenDuringTheCheckAreKept() throws Exception {
    fault(Fault.slowAnswer(java.time.Duration.ofMillis(600)).on(Kind.LIVENESS_STORED).times(1));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4");
    var running = video.eventInBackground();
    sandbox
        .journal()
        .await(
            call -> call.kind() == Kind.GET_OBJECT && call.key().startsWith("liveness/verdicts/"),
            java.time.Duration.ofSeconds(20));
    sandbox.objects().setTags(sandbox.bucket(), video.key(), Map.of("late", "yes"));
    running.get().then().tags("PASSED", "Success", "98.50");
    assertEquals("yes", video.tags().get("late"));
  }

  @Test
  void formerVerdictLeavesNothingBehind() {
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    Map<String, String> tags = video.tags();
    when()
        .of(People.forCode("FailedOperation.LivessDetectFake"))
        .tagged(tags)
        .at("videos/a.mp4")
        .event()
        .then()
        .tags("REJECTED", "FailedOperation.LivessDetectFake", null);
  }

  @Test
  void jsonStoreLeavesTheTagsAlone() {
    TestFunction json = TestFunction.with(Map.of("liveness.verdict.store", "json"));
    Stored video = when(json).of(SOMEBODY).tagged(foreign(3)).at("videos/a.mp4").event();
    video.then().answered("PASSED").charged(1);
    assertEquals(foreign(3), video.tags());
    video.event().then().skipped("already PASSED").charged(1).claims(0);
    assertTrue(sandbox.journal().calls(Kind.PUT_TAGGING).isEmpty());
  }

  @Test
  void bothStoresSayTheSame() {
    TestFunction both = TestFunction.with(Map.of("liveness.verdict.store", "both"));
    Stored video = when(both).of(SOMEBODY).at("videos/中文 a.mp4").event();
    video.then().tags("PASSED", "Success", "98.50").charged(1);
    JsonNode document = video.then().document();
    assertEquals(video.tags().get("liveness-seal"), document.path("seal").asText());
    assertEquals(video.tags().get("liveness-checked-at"), document.path("checkedAt").asText());
  }

  @Test
  void resultJsonHasEveryFieldOfTheContract() {
    TestFunction json = TestFunction.with(Map.of("liveness.verdict.store", "json"));
    Stored video = when(json).of(SOMEBODY).at("videos/a.mp4").event();
    JsonNode document = video.then().document();
    List<String> names = new ArrayList<>();
    document.fieldNames().forEachRemaining(names::add);
    assertEquals(
        List.of(
            "schema",
            "status",
            "code",
            "message",
            "advice",
            "similarity",
            "threshold",
            "livenessType",
            "object",
            "identity",
            "seal",
            "bestFrames",
            "attempts",
            "checkedAt",
            "cosRequestId",
            "invocationId"),
        names);
    assertEquals("cos-liveness/verdict/1", document.path("schema").asText());
    assertEquals("PASSED", document.path("status").asText());
    assertEquals("none", document.path("advice").asText());
    assertEquals(98.5, document.path("similarity").doubleValue());
    assertEquals(70.0, document.path("threshold").doubleValue());
    assertEquals("SILENT", document.path("livenessType").asText());
    assertEquals("Live, and the same person.", document.at("/message/en").asText());
    assertFalse(document.at("/message/zh").asText().isEmpty());
    assertEquals(sandbox.bucket(), document.at("/object/bucket").asText());
    assertEquals("videos/a.mp4", document.at("/object/key").asText());
    assertEquals(video.object().etag().replace("\"", ""), document.at("/object/etag").asText());
    assertTrue(document.at("/object/versionId").isNull());
    assertEquals(Samples.pass().length, document.at("/object/size").asInt());
    assertTrue(document.at("/identity/idCard").asText().matches("[0-9]\\*{16}[0-9X]"));
    assertTrue(document.at("/identity/fingerprint").asText().matches("[0-9a-f]{64}"));
    assertEquals(0, document.path("bestFrames").size());
    assertEquals(1, document.path("attempts").asInt());
    assertEquals(
        sandbox.journal().calls(Kind.LIVENESS_STORED).getFirst().requestId(),
        document.path("cosRequestId").asText());
    assertEquals(sealOf(video, document), document.path("seal").asText());
  }

  @Test
  void resultJsonHoldsNobodysIdentity() {
    TestFunction json = TestFunction.with(Map.of("liveness.verdict.store", "json"));
    Stored video = when(json).of(SOMEBODY).at("videos/a.mp4").event();
    String text = video.then().document().toString();
    assertFalse(text.contains(SOMEBODY.idCard()), "the ID number is in it");
    assertFalse(text.contains(SOMEBODY.name()), "the name is in it");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 10})
  void bestFramesAreStoredAsPictures(int frames) throws Exception {
    TestFunction storing =
        TestFunction.with(
            Map.of("liveness.best-frames.store", "true", "liveness.verdict.store", "both"));
    Stored video =
        when(storing)
            .of(SOMEBODY)
            .metadata("best-frame-num", String.valueOf(frames))
            .at("videos/a.mp4")
            .event();
    JsonNode listed = video.then().answered("PASSED").document().path("bestFrames");
    List<String> stored = keys("liveness/frames/videos/a.mp4/");
    assertEquals(stored.size(), listed.size());
    assertTrue(stored.size() >= frames, "as many as were asked for");
    for (JsonNode key : listed) {
      var object = sandbox.objects().get(sandbox.bucket(), key.asText()).orElseThrow();
      assertNotNull(ImageIO.read(new ByteArrayInputStream(object.bytes())), "a picture");
      assertEquals("image/jpeg", object.text("content-type"));
    }
  }

  @Test
  void bestFramesAreNotStoredUnlessWanted() {
    when().of(SOMEBODY).metadata("best-frame-num", "3").at("videos/a.mp4").event();
    assertEquals(List.of(), keys("liveness/frames/"));
  }

  @Test
  void pictureThatCannotBeStoredDoesNotCostTheVerdict() {
    fault(Fault.denied().on(Kind.PUT_OBJECT).onKeys(key -> key.startsWith("liveness/frames/")));
    TestFunction storing = TestFunction.with(Map.of("liveness.best-frames.store", "true"));
    Stored video = when(storing).of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PASSED").tags("PASSED", "Success", "98.50").charged(1).claims(0);
  }

  @Test
  void versionIsNamedInEveryCallForTags() {
    String bucket = "versioned-1250000000";
    sandbox.objects().create(bucket, true);
    TestFunction function = TestFunction.with(Map.of("liveness.buckets", bucket));
    Stored video = when(function).in(bucket).of(SOMEBODY).at("videos/versioned.mp4").event();
    video.then().answered("PASSED").tags("PASSED", "Success", "98.50").charged(1).claims(0);
    String version = video.object().versionId();
    assertFalse(version.isEmpty());
    sandbox
        .journal()
        .calls(Kind.PUT_TAGGING)
        .forEach(call -> assertEquals(version, call.query().get("versionId")));
    video.event().then().skipped("already PASSED").charged(1);
  }

  @Test
  void olderVersionIsNotJudgedForTheNewer() {
    String bucket = "versioned-1250000000";
    sandbox.objects().create(bucket, true);
    TestFunction function = TestFunction.with(Map.of("liveness.buckets", bucket));
    Stored video = when(function).in(bucket).of(SOMEBODY).at("videos/two.mp4");
    String event = sandbox.events().eventFor(bucket, video.key());
    String older = video.object().versionId();
    video.replaceWith(Samples.bytes(Samples.TOO_SHORT));
    function.invoke(event, java.time.Duration.ofSeconds(30));
    var before = sandbox.objects().get(bucket, video.key(), older).orElseThrow();
    assertFalse(before.tags().containsKey("liveness-status"), "the older one was judged");
    video.event().then().tags("RESUBMIT", "FailedOperation.SilentTooShort").charged(1);
  }

  @Test
  void largePicturesThatAreNotWantedDoNoHarm() {
    sandbox.ci().frameBytes(3_000_000);
    try {
      when()
          .of(SOMEBODY)
          .metadata("best-frame-num", "10")
          .at("videos/a.mp4")
          .event()
          .then()
          .tags("PASSED", "Success", "98.50");
    } finally {
      sandbox.ci().frameBytes(0);
    }
  }

  private String sealOf(Stored video, JsonNode document) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("liveness-status", document.path("status").asText());
    tags.put("liveness-code", document.path("code").asText());
    tags.put("liveness-sim", "98.50");
    tags.put("liveness-checked-at", document.path("checkedAt").asText());
    return SealOracle.seal(
        SandboxResource.SEAL_KEY,
        sandbox.bucket(),
        video.key(),
        video.object().etag(),
        SOMEBODY.idCard(),
        SOMEBODY.name(),
        tags);
  }

  private static Map<String, String> foreign(int count) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      tags.put("other-" + i, "value " + i);
    }
    return tags;
  }
}
