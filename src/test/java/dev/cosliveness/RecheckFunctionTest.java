package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Contract, section 6: {@code POST /recheck}. */
@QuarkusTest
class RecheckFunctionTest extends HttpTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Call ONE = Call.post("recheck").with("key", KEY);
  private static final Call MANY = Call.post("recheck").with("prefix", "videos/");

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("one without a verdict", () -> stored(SOMEBODY), ONE).is("PASSED", "Success"),
        Case.of("one that names nobody", HttpTests::storedBare, ONE)
            .is("RESUBMIT", "Local.IdentityMissing")
            .charged(0),
        Case.of("no such object", HttpTests::nothing, ONE).isProblem(404, "NoSuchKey"),
        Case.of("being checked", RecheckFunctionTest::claimed, ONE)
            .isProblem(409, "Local.BeingChecked"),
        Case.of("not a video", HttpTests::nothing, ONE.with("key", "a.txt"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("neither", HttpTests::nothing, Call.post("recheck"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("both", HttpTests::nothing, ONE.with("prefix", "videos/"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("a prefix that is no text", HttpTests::nothing, MANY.with("prefix", true))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("GET", HttpTests::nothing, ONE.method("GET").body(null))
            .isProblem(405, "Local.Method"),
        Case.of("a prefix", RecheckFunctionTest::several, MANY),
        Case.of("everything", RecheckFunctionTest::several, MANY.with("prefix", "")),
        Case.of("a prefix of nothing", HttpTests::nothing, MANY));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasOneMeaning(Case each) {
    holds(each);
  }

  @Test
  void oneIsCheckedAgainAlthoughItHasItsVerdict() {
    stored(SOMEBODY);
    assertEquals("PASSED", plain(ask("verify", SOMEBODY)).text("status"));
    assertEquals("PASSED", plain(ONE).text("status"));
    assertEquals(2, sandbox.journal().charged());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void prefixIsQueuedAndTheTimerChecksItAgain(Way way) {
    several();
    plain(ask("verify", SOMEBODY));
    Reply queued = way.send(home, MANY);
    assertEquals("recheck", queued.text("task"));
    assertEquals(2, queued.body().path("queued").asInt());
    assertEquals("true", queued.text("complete"));
    assertEquals(2, keys("liveness/retries/").size());
    assertEquals(1, sandbox.journal().charged());
    Reply timer = Way.post(home, "{\"Type\":\"Timer\",\"Message\":\"retry\"}");
    assertEquals(2, timer.body().path("done").asInt());
    assertEquals(List.of(), keys("liveness/retries/"));
    assertEquals(3, sandbox.journal().charged());
  }

  private static void several() {
    stored(SOMEBODY);
    objects("videos/b.avi", Samples.bytes(Samples.PASS_AVI), metadata(People.matching(85.25)));
    objects("videos/c.txt", new byte[] {1}, Map.of());
  }

  private static void claimed() {
    stored(SOMEBODY);
    beingChecked(Samples.pass());
  }
}
