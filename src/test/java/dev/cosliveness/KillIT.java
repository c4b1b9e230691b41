package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Delivery;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.testing.Await;
import dev.cosliveness.testing.FunctionProcess;
import dev.cosliveness.testing.JsonTree;
import dev.cosliveness.testing.Launch;
import dev.cosliveness.testing.Videos;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The process is killed in the middle of a check, at each of its steps; then the event comes again,
 * as SCF delivers it.
 */
@Timeout(120)
class KillIT {
  private static final String KEY = "videos/a.mp4";

  /** Longer than it takes to kill a process, and soon over. */
  private static final Duration HELD = Duration.ofSeconds(2);

  private final Sandbox sandbox = Sandbox.start();
  private FunctionProcess next;

  @AfterEach
  void stop() {
    if (next != null) {
      next.close();
    }
    sandbox.close();
  }

  @Test
  void beforeTheClaimNothingIsLeftBehind() throws Exception {
    killAt(Fault.latency(HELD).on(Kind.HEAD), KEY::equals, People.matching(98.5));
    assertEquals(List.of(), written(""));
    assertEquals("PASSED", deliver());
    assertEquals(1, sandbox.journal().charged());
    assertEquals(List.of(), written(""));
  }

  @Test
  void onceClaimedTheNextOneKeepsAwayUntilTheClaimIsOld() throws Exception {
    killAt(Fault.slowAnswer(HELD).on(Kind.PUT_OBJECT), this::isClaim, People.matching(98.5));
    assertTakenOverWhenOld(0);
  }

  @Test
  void beforeTheChargedCallNothingWasCharged() throws Exception {
    Fault underClaim = Fault.latency(HELD).on(Kind.GET_TAGGING);
    killAt(underClaim, _ -> !written("claims/").isEmpty(), People.matching(98.5));
    assertTakenOverWhenOld(0);
  }

  @Test
  void afterTheChargedCallOneMoreAttemptIsChargedOnce() throws Exception {
    killAt(Fault.slowAnswer(HELD).on(Kind.LIVENESS_STORED), KEY::equals, People.matching(98.5));
    assertTakenOverWhenOld(1);
  }

  @Test
  void afterTheTagsNothingIsChargedAgain() throws Exception {
    killAt(Fault.slowAnswer(HELD).on(Kind.PUT_TAGGING), KEY::equals, People.matching(98.5));
    assertEquals("SKIPPED already PASSED", deliver());
    makeClaimsOld();
    assertEquals("SKIPPED already PASSED", deliver());
    assertEquals(1, sandbox.journal().charged());
    assertEquals(List.of(), written("retries/"));
  }

  @Test
  void afterTheReleaseNothingIsChargedAgain() throws Exception {
    killAt(Fault.slowAnswer(HELD).on(Kind.DELETE), this::isClaim, People.matching(98.5));
    assertEquals("SKIPPED already PASSED", deliver());
    assertEquals(1, sandbox.journal().charged());
    assertEquals(List.of(), written(""));
  }

  @Test
  void pendingVerdictThatIsQueuedIsTriedAgainByTheTimer() throws Exception {
    killAt(
        Fault.slowAnswer(HELD).on(Kind.PUT_OBJECT),
        key -> key.startsWith("liveness/retries/"),
        People.recovering());
    assertEquals(1, written("retries/").size());
    makeClaimsOld();
    start();
    Await.until(
        Duration.ofSeconds(30),
        "the retry's verdict",
        () -> {
          sandbox.events().fireTimer("retry");
          return "PASSED".equals(Videos.status(sandbox, KEY));
        });
    assertEquals(2, sandbox.journal().charged());
    assertEquals(List.of(), written(""));
  }

  /** What the killed one left behind keeps others away for the claim's time, and no longer. */
  private void assertTakenOverWhenOld(int charged) {
    assertEquals(1, written("claims/").size());
    assertEquals(charged, sandbox.journal().charged());
    assertEquals("SKIPPED being checked by another invocation", deliver());
    assertEquals(charged, sandbox.journal().charged());
    makeClaimsOld();
    assertEquals("PASSED", deliver());
    assertEquals("PASSED", Videos.status(sandbox, KEY));
    assertEquals(charged + 1, sandbox.journal().charged());
    assertEquals(List.of(), written(""));
    assertEquals("SKIPPED already PASSED", deliver());
    assertEquals(charged + 1, sandbox.journal().charged());
  }

  /** Starts a process, hands it the event, and kills it where the fault holds it. */
  private void killAt(Fault held, Predicate<String> where, Person person)
      throws InterruptedException {
    Videos.store(sandbox, KEY, person);
    CountDownLatch there = new CountDownLatch(1);
    sandbox
        .faults()
        .add(
            held.times(1)
                .onKeys(
                    key -> {
                      boolean it = where.test(key);
                      if (it) {
                        there.countDown();
                      }
                      return it;
                    }));
    try (FunctionProcess function = launch().start().awaitListening()) {
      sandbox.events().target(function.uri("").toString()).retries(0);
      sandbox.events().fire(sandbox.bucket(), KEY);
      assertTrue(there.await(30, TimeUnit.SECONDS));
      function.kill();
    }
    // the call that was held is at its end, and in the journal
    Kind kind = held.kinds().iterator().next();
    sandbox
        .journal()
        .await(call -> call.kind() == kind && where.test(call.key()), HELD.multipliedBy(5));
    sandbox.events().awaitIdle(HELD);
  }

  private Launch launch() {
    return Launch.server(sandbox).with("LIVENESS_RETRY_INITIAL_DELAY", "10MS");
  }

  private void start() {
    if (next == null) {
      next = launch().start().awaitListening();
      sandbox.events().target(next.uri("").toString());
    }
  }

  /** Once more, to a process that knows of nothing; what came of it, in a word. */
  private String deliver() {
    start();
    Delivery delivery = sandbox.events().fire(sandbox.bucket(), KEY);
    sandbox.events().awaitIdle(Duration.ofSeconds(30));
    Delivery.Attempt answer = delivery.attempts().getLast();
    assertEquals(200, answer.status());
    var record = JsonTree.of(answer.body()).path("records").path(0);
    return (record.path("outcome").asText() + " " + record.path("why").asText()).strip();
  }

  private boolean isClaim(String key) {
    return key.startsWith("liveness/claims/");
  }

  private List<String> written(String below) {
    return sandbox.objects().keys(sandbox.bucket(), "liveness/" + below);
  }

  /** Instead of waiting for a quarter of an hour. */
  private void makeClaimsOld() {
    Instant before = Instant.now().minus(Duration.ofMinutes(16));
    written("claims/")
        .forEach(claim -> sandbox.objects().setLastModified(sandbox.bucket(), claim, before));
  }
}
