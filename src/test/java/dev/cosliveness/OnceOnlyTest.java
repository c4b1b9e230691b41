package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.testing.EventTarget;
import dev.cosliveness.testing.Stored;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 5: one upload costs one charged call, however often its event comes. */
@QuarkusTest
class OnceOnlyTest extends FlowTests {
  private static final Person SOMEBODY = People.matching(98.5);

  @Test
  void secondDeliveryIsNotCharged() {
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.event().then().skipped("already PASSED").charged(1).asked(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 20})
  void deliveriesAtOnceAreChargedOnce(int deliveries) {
    fault(Fault.latency(Duration.ofMillis(500)).on(Kind.LIVENESS_STORED));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4");
    List<EventTarget.Answer> answers = video.eventsAtOnce(deliveries);
    assertTrue(answers.stream().noneMatch(EventTarget.Answer::failed), "none has to come again");
    assertEquals(1, answers.stream().filter(answer -> outcome(answer).equals("PASSED")).count());
    video.then().tags("PASSED", "Success", "98.50").charged(1).asked(1).claims(0);
  }

  @Test
  void sameContentUnderTwoKeysIsTwoUploads() {
    Stored one = when().of(SOMEBODY).at("videos/a.mp4").event();
    Stored two = when().of(SOMEBODY).at("videos/b.mp4").event();
    one.then().tags("PASSED", "Success", "98.50").charged(1);
    two.then().tags("PASSED", "Success", "98.50").charged(1);
  }

  @Test
  void youngClaimEndsTheOtherQuietly() {
    Stored video = abandoned();
    video.event().then().skipped("being checked by another invocation").charged(1).claims(1);
    video.then().unjudged();
  }

  @Test
  void claimOlderThanItsTimeIsTakenOver() {
    Stored video = abandoned();
    age(Duration.ofMinutes(16));
    video.event().then().answered("PASSED").tags("PASSED", "Success", "98.50").claims(0);
    video.then().charged(2);
  }

  @Test
  void claimJustWithinItsTimeIsNotTakenOver() {
    Stored video = abandoned();
    age(Duration.ofMinutes(14));
    video.event().then().skipped("being checked by another invocation").charged(1);
  }

  @Test
  void oldClaimIsTakenOverByOneOfTen() {
    Stored video = abandoned();
    age(Duration.ofMinutes(16));
    fault(Fault.latency(Duration.ofMillis(500)).on(Kind.LIVENESS_STORED));
    video.eventsAtOnce(10);
    video.then().tags("PASSED", "Success", "98.50").charged(2).claims(0);
  }

  @Test
  void claimOfTheTakerOverHoldsToo() {
    Stored video = abandoned();
    age(Duration.ofMinutes(16));
    cannotStore();
    video.event().then().failed().charged(2);
    sandbox.faults().clear();
    assertEquals(2, keys("liveness/claims/").size());
    video.event().then().skipped("being checked by another invocation").charged(2);
    age(Duration.ofMinutes(20));
    video.event().then().answered("PASSED").charged(3).claims(0);
  }

  /** What was paid for and could not be stored anywhere must not be paid for again at once. */
  @Test
  void crashAfterTheChargedCallKeepsTheClaim() {
    Stored video = abandoned();
    video.then().claims(1).charged(1).unjudged();
    sandbox.faults().clear();
    video.event().then().charged(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void verdictThatTagsRefuseIsNotLost(boolean denied) {
    fault((denied ? Fault.denied() : Fault.dropBefore()).on(Kind.PUT_TAGGING));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().failed().charged(1).claims(0).unjudged();
    assertEquals("PASSED", video.then().document().path("status").asText());
    video.event().then().failed().charged(1);
    sandbox.faults().clear();
    video.event().then().skipped("already PASSED").tags("PASSED", "Success", "98.50").charged(1);
  }

  @Test
  void claimThatCannotBeReleasedDoesNotUndoTheVerdict() {
    fault(Fault.denied().on(Kind.DELETE));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().tags("PASSED", "Success", "98.50").charged(1).claims(1);
    video.event().then().skipped("already PASSED").charged(1);
  }

  @Test
  void claimWhoseAnswerGotLostIsStillOurs() {
    fault(
        Fault.dropAfter()
            .on(Kind.PUT_OBJECT)
            .onKeys(key -> key.startsWith("liveness/claims/"))
            .times(1));
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().answered("PASSED").tags("PASSED", "Success", "98.50").charged(1).claims(0);
  }

  @Test
  void claimThatCannotBeMadeFailsTheEventUncharged() {
    fault(Fault.denied().on(Kind.PUT_OBJECT).onKeys(key -> key.startsWith("liveness/claims/")));
    when().of(SOMEBODY).at("videos/a.mp4").event().then().failed().charged(0).asked(0);
  }

  @Test
  void conflictOfAnotherKindIsNoClaimOfAnother() {
    fault(
        Fault.status(409, "PathConflict")
            .on(Kind.PUT_OBJECT)
            .onKeys(key -> key.startsWith("liveness/claims/")));
    when().of(SOMEBODY).at("videos/a.mp4").event().then().failed().charged(0);
  }

  @Test
  void versionedBucketIsChargedOnceForDeliveriesOneAfterTheOther() {
    String bucket = "versioned-1250000000";
    sandbox.objects().create(bucket, true);
    var function = TestFunction.with(java.util.Map.of("liveness.buckets", bucket));
    Stored video = when(function).in(bucket).of(SOMEBODY).at("videos/once.mp4").event();
    video.event().event().then().skipped("already PASSED").charged(1).claims(0);
  }

  @Test
  void severalRecordsOfOneEventAreIndependent() throws Exception {
    Stored good = when().of(SOMEBODY).at("videos/a.mp4");
    Stored other = when().of(People.matching(69.99)).at("videos/b.mp4");
    var json = new com.fasterxml.jackson.databind.json.JsonMapper();
    var event =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            json.readTree(sandbox.events().eventFor(sandbox.bucket(), good.key()));
    var broken = json.createObjectNode();
    broken.putObject("cos");
    broken.putObject("event").put("eventName", "cos:ObjectCreated:Put");
    var records = (com.fasterxml.jackson.databind.node.ArrayNode) event.get("Records");
    records.insert(0, broken);
    records.add(
        json.readTree(sandbox.events().eventFor(sandbox.bucket(), other.key())).at("/Records/0"));
    EventTarget.Answer answer = application().invoke(event.toString(), Duration.ofSeconds(60));
    assertTrue(answer.failed(), "the broken record has to come again");
    good.then().tags("PASSED", "Success", "98.50").charged(1);
    other.then().tags("REJECTED", "Local.LowSimilarity", "69.99").charged(1);
  }

  /** Charged, but neither tags nor result JSON could be written. */
  private Stored abandoned() {
    cannotStore();
    Stored video = when().of(SOMEBODY).at("videos/a.mp4").event();
    video.then().failed().charged(1);
    sandbox.faults().clear();
    return video;
  }

  private void cannotStore() {
    fault(Fault.denied().on(Kind.PUT_TAGGING));
    fault(Fault.denied().on(Kind.PUT_OBJECT).onKeys(key -> key.startsWith("liveness/verdicts/")));
  }

  /** Each claim is as old as that at least; one that is older stays what it is. */
  private void age(Duration by) {
    Instant then = Instant.now().minus(by);
    for (String key : keys("liveness/claims/")) {
      var claim = sandbox.objects().get(sandbox.bucket(), key).orElseThrow();
      if (claim.lastModified().isAfter(Instant.now().minus(Duration.ofMinutes(15)))) {
        sandbox.objects().setLastModified(sandbox.bucket(), key, then);
      }
    }
  }

  private static String outcome(EventTarget.Answer answer) {
    return answer.body().at("/records/0/outcome").asText();
  }
}
