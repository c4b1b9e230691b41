package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.SandboxResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 6: {@code GET /verdict}, and what {@code sealed} says. */
@QuarkusTest
class VerdictFunctionTest extends HttpTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Call READ = Call.get("verdict").query("key", KEY);
  private static final String SEAL = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("a forged verdict", VerdictFunctionTest::forged, READ)
            .is("PASSED", "Success")
            .charged(0),
        Case.of("a bucket of ours", VerdictFunctionTest::forged, READ.query("bucket", ours()))
            .is("PASSED", "Success")
            .charged(0),
        Case.of("no such object", HttpTests::nothing, READ).isProblem(404, "NoSuchKey"),
        Case.of("no verdict yet", HttpTests::storedBare, READ).isProblem(404, "Local.NoVerdict"),
        Case.of("no key", HttpTests::nothing, Call.get("verdict"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("an empty key", HttpTests::nothing, Call.get("verdict").query("key", ""))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("no bucket of ours", HttpTests::nothing, READ.query("bucket", "other-1250000000"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("POST", HttpTests::nothing, READ.method("POST").body("{}"))
            .isProblem(405, "Local.Method"),
        Case.of("no right to read tags", VerdictFunctionTest::denied, READ)
            .isProblem(502, "AccessDenied"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasOneMeaning(Case each) {
    holds(each);
  }

  @ParameterizedTest
  @ValueSource(strings = {"videos/a b.mp4", "videos/你好+%26&x=y.mp4", "videos/'~*().mp4"})
  void keyOfAnyKindIsFound(String key) {
    Call read = Call.get("verdict").query("key", key);
    Runnable there = () -> objects(key, Samples.pass(), metadata(SOMEBODY));
    holds(Case.of("there, unlike its verdict", there, read).isProblem(404, "Local.NoVerdict"));
    assertEquals("PASSED", plain(ask("verify", SOMEBODY).with("key", key)).text("status"));
    assertEquals("PASSED", plain(read).text("status"));
  }

  @Test
  void storedVerdictIsSealed() {
    stored(SOMEBODY);
    Reply verify = plain(ask("verify", SOMEBODY));
    Reply read = sealed(true);
    assertEquals(verify.text("seal"), read.text("seal"));
    assertEquals(98.5, read.body().path("similarity").asDouble());
    assertEquals(verify.text("checkedAt"), read.text("checkedAt"));
  }

  @Test
  void verdictOnTheRequestsPersonIsSealedInItsDocument() {
    storedBare();
    plain(ask("verify", SOMEBODY));
    Reply read = sealed(true);
    assertEquals("cos-liveness/verdict/1", read.text("schema"));
  }

  @Test
  void pendingIsToldAsThat() {
    Person failing = People.forCode("FailedOperation.LivessSystemError");
    stored(failing);
    plain(ask("verify", failing));
    assertEquals("PENDING", sealed(true).text("status"));
  }

  @Test
  void replacedVideoIsNotSealed() {
    storedBare();
    plain(ask("verify", SOMEBODY));
    objects(KEY, Samples.bytes(Samples.TOO_SHORT), Map.of());
    sealed(false);
  }

  @Test
  void tagsThatOutliveTheirVideoAreNotSealed() {
    Map<String, String> tags = earned();
    stored(SOMEBODY, Samples.bytes(Samples.TOO_SHORT));
    sandbox.objects().setTags(sandbox.bucket(), KEY, tags);
    sealed(false);
  }

  @Test
  void tagsOfACopyAreNotSealed() {
    Map<String, String> tags = earned();
    objects("videos/copy.mp4", Samples.pass(), metadata(SOMEBODY));
    sandbox.objects().setTags(sandbox.bucket(), "videos/copy.mp4", tags);
    Reply read = plain(Call.get("verdict").query("key", "videos/copy.mp4"));
    assertEquals("PASSED", read.text("status"));
    assertEquals("false", read.text("sealed"));
  }

  @Test
  void tagsWithAnotherPersonInTheMetadataAreNotSealed() {
    Map<String, String> tags = earned();
    stored(People.matching(85.25));
    sandbox.objects().setTags(sandbox.bucket(), KEY, tags);
    sealed(false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"liveness-code", "liveness-sim", "liveness-checked-at"})
  void changedTagIsNotSealed(String tag) {
    Map<String, String> tags = new LinkedHashMap<>(earned());
    tags.put(tag, tag.equals("liveness-sim") ? "99.99" : "changed");
    sandbox.objects().setTags(sandbox.bucket(), KEY, tags);
    sealed(false);
  }

  @Test
  void verdictOnAnotherPersonIsSealedOnlyForTheOneTheObjectNames() {
    stored(SOMEBODY);
    plain(ask("verify", SOMEBODY));
    plain(ask("verify", People.wrongName()));
    assertEquals("PASSED", sealed(true).text("status"));
  }

  @Test
  void answersCarryNoIdentity() {
    storedBare();
    plain(ask("verify", SOMEBODY));
    String answer = plain(READ).body().toString();
    assertTrue(!answer.contains(SOMEBODY.idCard()), "ID number");
    assertTrue(!answer.contains(SOMEBODY.name()), "name");
  }

  private Reply sealed(boolean holds) {
    Reply read = plain(READ);
    assertEquals(200, read.status());
    assertEquals(String.valueOf(holds), read.text("sealed"));
    return read;
  }

  private Map<String, String> earned() {
    stored(SOMEBODY);
    assertEquals("PASSED", plain(ask("verify", SOMEBODY)).text("status"));
    return sandbox.objects().tags(sandbox.bucket(), KEY);
  }

  private static void forged() {
    stored(SOMEBODY);
    SandboxResource.sandbox()
        .objects()
        .setTags(
            ours(),
            KEY,
            Map.of("liveness-status", "PASSED", "liveness-code", "Success", "liveness-seal", SEAL));
  }

  private static void denied() {
    stored(SOMEBODY);
    faulty(Fault.denied().on(Kind.GET_TAGGING));
  }

  private static String ours() {
    return SandboxResource.sandbox().bucket();
  }
}
