package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.testing.EventTarget;
import dev.cosliveness.testing.Stored;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Contract, section 5: the sweep finds what was missed, and nothing begins that cannot end. */
@QuarkusTest
class SweepAndDeadlineTest extends FlowTests {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ALL = "{\"task\":\"sweep\"}";
  private static final String VIDEOS = "{\"task\":\"sweep\",\"prefix\":\"videos/\"}";
  private static final Duration SHORT = Duration.ofSeconds(3);
  private static final Person SOMEBODY = People.matching(98.5);

  private final TestFunction function = TestFunction.usual();

  @Test
  void sweepChecksWhatHasNoVerdict() {
    Stored judged = video("a");
    judged.event();
    Stored missed = video("b");
    Stored forged =
        when(function)
            .of(People.matching(12.3))
            .tagged(Map.of("liveness-status", "PASSED"))
            .at("videos/c.mp4");
    JsonNode counts = counts(function.timer(ALL));
    assertEquals(1, counts.at("/checked/PASSED").asInt());
    assertEquals(1, counts.at("/checked/REJECTED").asInt());
    assertEquals(1, counts.path("skipped").asInt());
    assertTrue(counts.path("complete").asBoolean());
    judged.then().charged(1);
    missed.then().tags("PASSED", "Success", "98.50").charged(1);
    forged.then().tags("REJECTED", "Local.LowSimilarity", "12.30").charged(1);
    assertEquals(List.of(), keys("liveness/"));
  }

  @Test
  void secondSweepChargesNothing() {
    video("a");
    video("b");
    function.timer(ALL);
    JsonNode counts = counts(function.timer(ALL));
    assertEquals(2, counts.path("skipped").asInt());
    assertEquals(2, sandbox.journal().charged());
  }

  @Test
  void prefixBoundsTheSweep() {
    Stored inside = video("a");
    Stored outside = when(function).of(SOMEBODY).at("other/a.mp4");
    function.timer(VIDEOS);
    inside.then().charged(1);
    outside.then().charged(0).unjudged();
  }

  @Test
  void whatTheFunctionWroteIsNoUpload() {
    when(function).of(SOMEBODY).at("liveness/frames/videos/a.mp4");
    when(function).of(SOMEBODY).at("videos/notes.txt");
    when(function).of(SOMEBODY).at("videos/folder/");
    function.timer(ALL);
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void sweepGoesOnWhereItStopped() {
    List<Stored> videos = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      videos.add(video("" + i));
    }
    fault(Fault.latency(Duration.ofMillis(1200)).on(Kind.LIVENESS_STORED));
    TestFunction one = TestFunction.with(Map.of("liveness.concurrency", "1"));
    JsonNode first = counts(one.timer(VIDEOS, Duration.ofSeconds(9)));
    assertFalse(first.path("complete").asBoolean());
    int done = first.at("/checked/PASSED").asInt();
    assertTrue(done >= 1 && done < 6, "checked " + done);
    assertEquals(1, keys("liveness/sweep/").size());
    sandbox.faults().clear();
    sandbox.journal().clear();
    JsonNode second = counts(one.timer(VIDEOS));
    assertTrue(second.path("complete").asBoolean());
    assertEquals(6 - done, second.at("/checked/PASSED").asInt());
    assertEquals(0, second.path("skipped").asInt());
    assertTrue(sandbox.journal().calls(Kind.HEAD, "videos/0.mp4").isEmpty(), "looked at again");
    videos.forEach(video -> video.then().tags("PASSED", "Success", "98.50"));
    assertEquals(List.of(), keys("liveness/sweep/"));
  }

  @Test
  void twoSweepsGoOnIndependently() {
    video("a");
    when(function).of(SOMEBODY).at("other/a.mp4");
    function.timer(VIDEOS, SHORT);
    function.timer("{\"task\":\"sweep\",\"prefix\":\"other/\"}", SHORT);
    assertEquals(2, keys("liveness/sweep/").size());
  }

  @Test
  void oneFailingObjectStopsNoneOfTheOthers() {
    for (int i = 0; i < 6; i++) {
      video("" + i);
    }
    fault(Fault.denied().on(Kind.PUT_TAGGING).onKeys(key -> key.equals("videos/2.mp4")));
    JsonNode counts = counts(function.timer(VIDEOS));
    assertEquals(5, counts.at("/checked/PASSED").asInt());
    assertEquals(1, counts.path("failed").asInt());
    sandbox.faults().clear();
    counts(function.timer(VIDEOS));
    assertEquals(6, sandbox.journal().charged());
  }

  @Test
  void sweepQueuesWhatCannotBeJudgedYet() {
    Person person = People.forCode("FailedOperation.DbError");
    recovers("FailedOperation.DbError", 1);
    Stored video = when(function).of(person).at("videos/a.mp4");
    assertEquals(1, counts(function.timer(VIDEOS)).path("queued").asInt());
    video.then().tags("PENDING", "FailedOperation.DbError").queued(1);
    assertEquals(1, counts(function.timer(VIDEOS)).path("skipped").asInt());
    video.then().charged(1).queued(1);
    function.later(Duration.ofMinutes(2)).timer("retry");
    video.then().tags("PASSED", "Success", "97.50").charged(2).queued(0);
  }

  @Test
  void sweepAndEventsAtOnceChargeOnce() throws Exception {
    Stored video = video("a");
    fault(Fault.latency(Duration.ofMillis(500)).on(Kind.LIVENESS_STORED));
    var running = video.eventInBackground();
    function.timer(VIDEOS);
    running.get();
    video.then().tags("PASSED", "Success", "98.50").charged(1).claims(0);
  }

  @Test
  void unknownTaskIsAnError() {
    org.junit.jupiter.api.Assertions.assertThrows(
        dev.cosliveness.event.EventException.class, () -> function.timer("{\"task\":\"dance\"}"));
    org.junit.jupiter.api.Assertions.assertThrows(
        dev.cosliveness.event.EventException.class, () -> function.timer("{"));
  }

  @Test
  void tooLittleTimeIsQueuedUncharged() {
    Stored video = video("a").event(SHORT);
    video.then().answered("PENDING").charged(0).asked(0).queued(1).claims(0).unjudged();
    function.later(Duration.ofMinutes(2)).timer("");
    video.then().tags("PASSED", "Success", "98.50").charged(1).queued(0);
  }

  @Test
  void tooLittleTimeOverHttpIsQueuedUncharged() {
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event(SHORT);
    video.then().answered("PENDING").charged(0).queued(1);
  }

  @Test
  void timeThatRunsOutOnTheWayIsQueuedUncharged() {
    fault(Fault.latency(Duration.ofMillis(2500)).on(Kind.HEAD).times(1));
    Stored video = video("a").event(Duration.ofSeconds(8));
    video.then().answered("PENDING").charged(0).asked(0).queued(1).claims(0);
  }

  @Test
  void laterRecordsOfALongEventAreQueued() throws Exception {
    List<Stored> videos = new ArrayList<>();
    ObjectNode event = null;
    for (int i = 0; i < 4; i++) {
      Stored video = video("" + i);
      videos.add(video);
      ObjectNode each =
          (ObjectNode) JSON.readTree(sandbox.events().eventFor(sandbox.bucket(), video.key()));
      if (event == null) {
        event = each;
      } else {
        ((ArrayNode) event.get("Records")).addAll((ArrayNode) each.get("Records"));
      }
    }
    fault(Fault.latency(Duration.ofMillis(1500)).on(Kind.LIVENESS_STORED));
    EventTarget.Answer answer = function.invoke(event.toString(), Duration.ofSeconds(9));
    assertFalse(answer.failed());
    assertEquals("PASSED", answer.body().at("/records/0/outcome").asText());
    assertEquals("PENDING", answer.body().at("/records/3/outcome").asText());
    sandbox.faults().clear();
    function.later(Duration.ofHours(1)).timer("");
    videos.forEach(video -> video.then().tags("PASSED", "Success", "98.50").charged(1).queued(0));
  }

  private Stored video(String name) {
    return when(function).of(SOMEBODY).at("videos/" + name + ".mp4");
  }

  private JsonNode counts(JsonNode answer) {
    return answer.path("buckets").path(sandbox.bucket());
  }
}
