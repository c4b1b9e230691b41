package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Many videos while nothing works for a while: in the end each is judged, once, and the queue is
 * empty.
 */
@QuarkusTest
class StormTest extends FlowTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final int VIDEOS = 15;

  @Test
  void throttlingStormEndsWithEveryVideoJudgedOnce() {
    fault(Fault.throttled().on(Kind.LIVENESS_STORED).times(VIDEOS * 2));
    upload();
    timers();
    assertEveryVideoIsJudgedOnce();
  }

  @Test
  void serviceThatIsDownForAWhileCostsNothing() {
    fault(
        Fault.slowDown().on(Kind.HEAD).onKeys(key -> key.startsWith("videos/")).times(VIDEOS * 8));
    upload();
    timers();
    assertEveryVideoIsJudgedOnce();
  }

  private void upload() {
    for (int i = 0; i < VIDEOS; i++) {
      when().of(SOMEBODY).at("videos/" + i + ".mp4").event();
    }
  }

  private void timers() {
    TestFunction function = TestFunction.usual();
    for (int hour = 1; hour <= 30; hour++) {
      function.later(Duration.ofHours(hour)).timer("");
    }
  }

  private void assertEveryVideoIsJudgedOnce() {
    for (int i = 0; i < VIDEOS; i++) {
      String key = "videos/" + i + ".mp4";
      assertEquals("PASSED", sandbox.objects().tags(sandbox.bucket(), key).get("liveness-status"));
      assertEquals(1, sandbox.journal().charged(sandbox.bucket(), key), key);
    }
    assertEquals(List.of(), keys("liveness/retries/"));
    assertEquals(List.of(), keys("liveness/claims/"));
  }
}
