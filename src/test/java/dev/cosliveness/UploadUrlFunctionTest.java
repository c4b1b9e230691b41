package dev.cosliveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.RawHttp;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 6: {@code POST /upload-url}, and what its URLs are good for. */
@QuarkusTest
class UploadUrlFunctionTest extends HttpTests {
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Person SOMEBODY_ELSE = People.matching(85.25);
  private static final Call EVENT = ask("upload-url", SOMEBODY);
  private static final Call IMMEDIATE = EVENT.with("mode", "immediate");

  static Stream<Case> cases() {
    return Stream.of(
        Case.of("the usual mode", HttpTests::nothing, EVENT),
        Case.of("event", HttpTests::nothing, EVENT.with("mode", "event")),
        Case.of("immediate", HttpTests::nothing, IMMEDIATE),
        Case.of("an hour", HttpTests::nothing, EVENT.with("expiresIn", 3600)),
        Case.of("a key that needs encoding", HttpTests::nothing, EVENT.with("key", "v/你 +%&.mp4")),
        Case.of("GET", HttpTests::nothing, EVENT.method("GET").body(null))
            .isProblem(405, "Local.Method"),
        Case.of("no such mode", HttpTests::nothing, EVENT.with("mode", "later"))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("for too long", HttpTests::nothing, EVENT.with("expiresIn", 3601))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("for no time", HttpTests::nothing, EVENT.with("expiresIn", 0))
            .isProblem(400, "Local.InvalidRequest"),
        Case.of("LIP without its digits", HttpTests::nothing, EVENT.with("livenessType", "LIP"))
            .isProblem(400, "Local.InvalidRequest"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void hasOneMeaning(Case each) {
    holds(each);
  }

  @Test
  void everyBadFieldIsNamed() {
    Call call =
        Call.post("upload-url").with("key", "a.txt").with("mode", "x").with("expiresIn", "soon");
    assertEquals(
        List.of(
            "key: Local.VideoFormat",
            "idCard: Local.IdentityMissing",
            "name: Local.IdentityMissing",
            "mode: Local.InvalidField",
            "expiresIn: Local.InvalidField"),
        codes(plain(call)));
  }

  @Test
  void expiryIsTold() {
    Instant expiry = Instant.parse(plain(EVENT.with("expiresIn", 60)).text("expiresAt"));
    assertTrue(expiry.isBefore(Instant.now().plusSeconds(61)), "in a minute");
    assertTrue(expiry.isAfter(Instant.now()), "not yet");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void uploadCarriesTheIdentityAndItsEventDoesTheCheck(Way way) {
    Reply url = way.send(home, EVENT);
    assertEquals(200, put(url).status());
    assertEquals(0, sandbox.journal().charged());
    Reply answer = Way.post(home, sandbox.events().eventFor(sandbox.bucket(), KEY));
    assertEquals("PASSED", answer.body().at("/records/0/outcome").asText());
    assertEquals("true", plain(Call.get("verdict").query("key", KEY)).text("sealed"));
    assertEquals(1, sandbox.journal().charged());
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void immediateUploadIsAnsweredByCiAndItsEventIsPassedOver(Way way) {
    RawHttp.Answer answer = put(way.send(home, IMMEDIATE));
    assertEquals(200, answer.status());
    assertTrue(answer.text().contains("<Sim>98.5</Sim>"), "similarity");
    Reply event = Way.post(home, sandbox.events().eventFor(sandbox.bucket(), KEY));
    assertEquals("checked at upload", event.body().at("/records/0/why").asText());
    assertEquals(1, sandbox.journal().charged());
    assertEquals(1, sandbox.journal().calls(Kind.LIVENESS_UPLOAD).size());
  }

  @Test
  void keyThatNeedsEncodingIsUploadedToItself() {
    String key = "v/你 +%&~'*.mp4";
    assertEquals(200, put(plain(EVENT.with("key", key))).status());
    assertEquals(List.of(key), keys("v/"));
  }

  @Test
  void everythingThatTheCheckReadsIsSigned() {
    sandbox.ci().issue("0521");
    Call full =
        EVENT
            .with("livenessType", "LIP")
            .with("validateData", "0521")
            .with("bestFrameNum", 3)
            .with(
                "challenge",
                plain(Call.post("challenge").with("livenessType", "LIP")).text("challenge"));
    Reply url = plain(full);
    Map<String, String> headers = headers(url);
    for (String name :
        List.of(
            "x-cos-meta-id-card",
            "x-cos-meta-name",
            "x-cos-meta-liveness-type",
            "x-cos-meta-validate-data",
            "x-cos-meta-best-frame-num",
            "x-cos-meta-challenge")) {
      assertTrue(headers.containsKey(name), name);
      Map<String, String> changed = new LinkedHashMap<>(headers);
      changed.put(name, headers.get(name) + "1");
      refused(url.text("url"), changed);
      changed.remove(name);
      refused(url.text("url"), changed);
    }
    assertEquals(List.of(), keys("videos/"));
  }

  @Test
  void typeIsSignedEvenWhereItIsTheUsualOne() {
    Reply url = plain(EVENT);
    Map<String, String> headers = new LinkedHashMap<>(headers(url));
    assertEquals("SILENT", headers.put("x-cos-meta-liveness-type", "ACTION"));
    refused(url.text("url"), headers);
  }

  @Test
  void metadataCannotBeAdded() {
    Reply url = plain(EVENT);
    Map<String, String> headers = new LinkedHashMap<>(headers(url));
    assertEquals("event", headers.put("x-cos-meta-liveness-mode", "immediate"));
    refused(url.text("url"), headers);
    headers.put("x-cos-meta-liveness-mode", "event");
    headers.put("x-cos-meta-another", "one");
    refused(url.text("url"), headers);
    assertEquals(1, sandbox.journal().violations().size());
    sandbox.journal().clear();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void urlIsGoodForNoOtherKey(boolean immediate) {
    Reply url = plain(immediate ? IMMEDIATE : EVENT);
    refused(url.text("url").replace("/videos/a.mp4?", "/videos/b.mp4?"), headers(url));
    assertEquals(List.of(), keys("videos/"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"IdCard", "Name", "LivenessType", "ci-process"})
  void immediateUrlIsGoodForNobodyElse(String parameter) {
    Reply url = plain(IMMEDIATE);
    String other =
        switch (parameter) {
          case "IdCard" -> SOMEBODY_ELSE.idCard();
          case "Name" -> URLEncoder.encode(SOMEBODY_ELSE.name(), UTF_8);
          case "LivenessType" -> "LIP";
          default -> "GetLiveCode";
        };
    String changed = url.text("url").replaceFirst("([?&]" + parameter + "=)[^&]*", "$1" + other);
    assertTrue(!changed.equals(url.text("url")), "there is a " + parameter);
    refused(changed, headers(url));
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void immediateUrlDoesNotLoseItsMark() {
    Reply url = plain(IMMEDIATE);
    Map<String, String> headers = new LinkedHashMap<>(headers(url));
    assertTrue(headers.remove("x-cos-meta-liveness-mode").startsWith("immediate."));
    refused(url.text("url"), headers);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void urlExpires(boolean immediate) {
    Reply url = plain((immediate ? IMMEDIATE : EVENT).with("expiresIn", 60));
    sandbox.faults().clockSkew(Duration.ofSeconds(59));
    assertEquals(200, put(url).status());
    sandbox.faults().clockSkew(Duration.ofSeconds(120));
    refused(url.text("url"), headers(url));
  }

  @Test
  void urlIsGoodForNothingButAPut() {
    Reply url = plain(EVENT);
    put(url);
    for (String method : List.of("GET", "DELETE", "HEAD")) {
      URI target = URI.create(url.text("url"));
      int status = RawHttp.send(method, target, headers(url), new byte[0]).status();
      assertEquals(403, status, method);
    }
  }

  @Test
  void challengeIsAskedForWhereItIsRequired() {
    TestHttp http = TestHttp.with(Map.of("liveness.challenge.required", "true"));
    Call lip = EVENT.with("livenessType", "LIP").with("validateData", "0521");
    assertEquals(List.of("challenge: Local.Challenge"), codes(http.plain(lip)));
  }

  @Test
  void immediateUrlTakesTheChallenge() {
    Reply issued = plain(Call.post("challenge").with("livenessType", "LIP"));
    Call lip =
        IMMEDIATE
            .with("livenessType", "LIP")
            .with("validateData", issued.text("validateData"))
            .with("challenge", issued.text("challenge"));
    assertEquals(200, put(plain(lip)).status());
    Reply second = plain(lip.with("key", "videos/b.mp4"));
    assertEquals(400, second.status());
    assertEquals(List.of("challenge: Local.Challenge"), codes(second));
  }

  @Test
  void presigningAsksNobody() {
    plain(EVENT);
    plain(IMMEDIATE);
    assertEquals(List.of(), sandbox.journal().calls());
  }

  private static RawHttp.Answer put(Reply url) {
    assertEquals("PUT", url.text("method"));
    return put(url.text("url"), headers(url));
  }

  private static RawHttp.Answer put(String url, Map<String, String> headers) {
    return RawHttp.send("PUT", URI.create(url), headers, Samples.pass());
  }

  private static void refused(String url, Map<String, String> headers) {
    int status = put(url, headers).status();
    assertEquals(403, status);
  }

  private static Map<String, String> headers(Reply url) {
    Map<String, String> headers = new LinkedHashMap<>();
    url.body()
        .path("headers")
        .properties()
        .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
    return headers;
  }
}
