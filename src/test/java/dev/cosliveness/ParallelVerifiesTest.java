package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Journal;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** One process waits for many engines at a time. */
@QuarkusTest
class ParallelVerifiesTest extends HttpTests {
  private static final int CALLERS = 200;

  /** So long at least is a charged call under way. */
  private static final Duration SLOW = Duration.ofSeconds(5);

  private static final Person SOMEBODY = People.matching(98.5);

  @Test
  void twoHundredCallersWaitSideBySide() throws Exception {
    fault(Fault.latency(SLOW).on(Kind.LIVENESS_STORED));
    List<Future<Reply>> replies = new ArrayList<>();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        String key = "videos/" + i + ".mp4";
        objects(key, Samples.pass(), metadata(SOMEBODY));
        replies.add(callers.submit(() -> plain(ask("verify", SOMEBODY).with("key", key))));
      }
    }
    for (Future<Reply> each : replies) {
      assertEquals("PASSED", each.get().text("status"), () -> each.resultNow().toString());
    }
    List<Journal.Call> charged =
        sandbox.journal().calls().stream().filter(Journal.Call::charged).toList();
    assertEquals(CALLERS, charged.size());
    int overlapping = mostAtOnce(charged.stream().map(Journal.Call::at).sorted().toList());
    assertTrue(overlapping >= CALLERS / 2, () -> overlapping + " at once");
  }

  /** Those that began while the first of them was still under way. */
  private static int mostAtOnce(List<Instant> begun) {
    int most = 0;
    int first = 0;
    for (int last = 0; last < begun.size(); last++) {
      while (!begun.get(last).isBefore(begun.get(first).plus(SLOW))) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }
}
