package dev.cosliveness.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(20)
class LivenessTest {
  private static final String BUCKET = SandboxOptions.DEFAULT_BUCKET;
  private Sandbox sandbox;
  private SignedCalls calls;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    calls = new SignedCalls(sandbox);
    sandbox.objects().put(BUCKET, "a.mp4", Samples.pass(), Map.of());
  }

  @AfterEach
  void stop() {
    calls.close();
    sandbox.close();
  }

  private static String element(HttpResponse<String> answer, String name) {
    Matcher matcher =
        Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(answer.body());
    return matcher.find() ? matcher.group(1) : null;
  }

  private String code(Map<String, String> parameters) throws IOException {
    return element(calls.get("a.mp4", parameters), "Code");
  }

  @ParameterizedTest
  @CsvSource({"100, 100", "98.5, 98.5", "85.25, 85.25", "70, 70.00", "69.99, 69.99", "12.3, 12.3"})
  void samePersonIsAnsweredWithSimilarity(double sim, String printed) throws IOException {
    HttpResponse<String> answer = calls.get("a.mp4", SignedCalls.silent(People.matching(sim)));
    assertEquals(200, answer.statusCode());
    assertEquals(printed, element(answer, "Sim"));
    assertEquals("application/xml", answer.headers().firstValue("Content-Type").orElseThrow());
    assertEquals("tencent-ci", answer.headers().firstValue("Server").orElseThrow());
    byte[] frame = Base64.getDecoder().decode(element(answer, "BestFrameBase64"));
    assertEquals(120, ImageIO.read(new ByteArrayInputStream(frame)).getWidth());
    assertEquals(1, sandbox.journal().charged(BUCKET, "a.mp4"));
  }

  static Stream<String> codes() {
    return People.codes().stream();
  }

  @ParameterizedTest
  @MethodSource("codes")
  void everyCodeIsReachable(String code) throws IOException {
    HttpResponse<String> answer = calls.get("a.mp4", SignedCalls.silent(People.forCode(code)));
    assertEquals(400, answer.statusCode());
    assertEquals(code, element(answer, "Code"));
    assertEquals(LivenessCodes.text(code), element(answer, "Message"));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void allCodesOfTheListAreThere() {
    assertEquals(89, People.codes().size());
  }

  @Test
  void identityIsComparedWithTheLibrary() throws IOException {
    assertEquals("FailedOperation.IdNameMisMatch", code(SignedCalls.silent(People.wrongName())));
    assertEquals("FailedOperation.IdNoExistSystem", code(SignedCalls.silent(People.unknown())));
    Person malformed = Person.matching("123", "某", "1");
    assertEquals("FailedOperation.IdFormatError", code(SignedCalls.silent(malformed)));
  }

  @Test
  void noNumberCanBelongToAnybody() {
    Set<String> numbers = new HashSet<>();
    for (Person person : People.all()) {
      assertTrue(person.idCard().matches("[0-9]{17}[0-9X]"), person.code());
      assertTrue(numbers.add(person.idCard()));
      assertTrue(
          person.idCard().startsWith("000000") || person.idCard().equals("11204416541220243X"));
      assertFalse(person.toString().contains(person.idCard()));
      assertFalse(person.toString().contains(person.name()));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "silent-no-sound.mp4, LIP, FailedOperation.LipVoiceDetect",
    "silent-no-sound.mp4, SILENT, ",
    "too-short.mp4, SILENT, FailedOperation.SilentTooShort",
    "tiny-picture.mp4, SILENT, FailedOperation.LipVideoQuaility",
    "pass.avi, SILENT, ",
    "pass.flv, SILENT, ",
    "pass.mp4, LIP, ",
    "pass.mp4, ACTION, ",
  })
  void theVideoItselfDecides(String sample, String type, String code) throws IOException {
    String data = type.equals("LIP") ? "0521" : type.equals("ACTION") ? "2,1" : null;
    if (data != null) {
      sandbox.ci().issue(data);
    }
    sandbox.objects().put(BUCKET, "v", Samples.bytes(sample), Map.of());
    HttpResponse<String> answer =
        calls.get("v", SignedCalls.liveness(People.matching(98.5), type, data));
    assertEquals(code, element(answer, "Code"), answer.body().substring(0, 90));
  }

  @Test
  void brokenEmptyAndHugeVideosAreRefused() throws IOException {
    byte[] whole = Samples.pass();
    sandbox.objects().put(BUCKET, "a.mp4", Arrays.copyOf(whole, whole.length - 100), Map.of());
    assertEquals("FailedOperation.LipVideoInvalid", code(SignedCalls.silent(People.matching(100))));
    sandbox.objects().put(BUCKET, "a.mp4", new byte[0], Map.of());
    assertEquals("FailedOperation.LipSizeError", code(SignedCalls.silent(People.matching(100))));
    sandbox
        .objects()
        .put(BUCKET, "a.mp4", Arrays.copyOf(whole, LivenessEngine.MAX_VIDEO + 1), Map.of());
    assertEquals("FailedOperation.LipSizeError", code(SignedCalls.silent(People.matching(100))));
  }

  @Test
  void liveCodesMustHaveBeenIssued() throws IOException {
    Person person = People.matching(98.5);
    assertEquals(
        "FailedOperation.LipVoiceRecognize", code(SignedCalls.liveness(person, "LIP", "99999")));
    assertEquals(
        "FailedOperation.ActionFirstAction", code(SignedCalls.liveness(person, "ACTION", "1,2")));
    String live = element(calls.get("", Map.of("ci-process", "GetLiveCode")), "LiveCode");
    String order =
        element(calls.get("", Map.of("ci-process", "GetActionSequence")), "ActionSequence");
    assertTrue(live.matches("[0-9]{4}"));
    assertEquals(null, code(SignedCalls.liveness(person, "LIP", live)));
    assertEquals(null, code(SignedCalls.liveness(person, "ACTION", order)));
  }

  @ParameterizedTest
  @CsvSource({
    "IdCard, , InvalidParameter",
    "Name, , InvalidParameter",
    "LivenessType, , InvalidParameter",
    "LivenessType, silent, InvalidParameterValue",
    "BestFrameNum, 0, InvalidParameterValue",
    "BestFrameNum, 11, InvalidParameterValue",
    "BestFrameNum, two, InvalidParameterValue",
    "LivenessType, LIP, InvalidParameter",
  })
  void badParametersAreNotCharged(String name, String value, String code) throws IOException {
    Map<String, String> parameters = SignedCalls.silent(People.matching(100));
    if (value == null) {
      parameters.remove(name);
    } else {
      parameters.put(name, value);
    }
    assertEquals(code, code(parameters));
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void fullWidthCommaIsNoOrder() throws IOException {
    assertEquals(
        "InvalidParameterValue", code(SignedCalls.liveness(People.matching(100), "ACTION", "2，1")));
  }

  @Test
  void missingVideoIsNotCharged() throws IOException {
    HttpResponse<String> answer = calls.get("none.mp4", SignedCalls.silent(People.matching(100)));
    assertEquals(404, answer.statusCode());
    assertEquals("NoSuchKey", element(answer, "Code"));
    assertEquals(0, sandbox.journal().charged());
  }

  @Test
  void severalBestFramesDifferAndCanBeLarge() throws IOException {
    Map<String, String> parameters = SignedCalls.silent(People.matching(100));
    parameters.put("BestFrameNum", "3");
    sandbox.ci().frameBytes(300_000);
    Matcher frames =
        Pattern.compile("<BestFrameList>([^<]+)</BestFrameList>")
            .matcher(calls.get("a.mp4", parameters).body());
    Set<String> distinct = new HashSet<>();
    while (frames.find()) {
      byte[] jpeg = Base64.getDecoder().decode(frames.group(1));
      assertEquals(300_000, jpeg.length, 4);
      assertEquals(160, ImageIO.read(new ByteArrayInputStream(jpeg)).getHeight());
      distinct.add(frames.group(1));
    }
    assertEquals(3, distinct.size());
  }

  @Test
  void checkAtUploadStoresAndAnswers() throws IOException {
    HttpResponse<String> passed =
        calls.put("u/自拍.mp4", SignedCalls.silent(People.matching(98.5)), Samples.pass());
    assertEquals("98.5", element(passed, "Sim"));
    assertTrue(sandbox.objects().get(BUCKET, "u/自拍.mp4").isPresent());
    Person fake = People.forCode("FailedOperation.LivessDetectFake");
    HttpResponse<String> failed = calls.put("u/fake.mp4", SignedCalls.silent(fake), Samples.pass());
    assertEquals("FailedOperation.LivessDetectFake", element(failed, "Code"));
    assertTrue(sandbox.objects().get(BUCKET, "u/fake.mp4").isPresent());
    sandbox.ci().keepsRejectedUploads(false);
    calls.put("u/gone.mp4", SignedCalls.silent(fake), Samples.pass());
    assertTrue(sandbox.objects().get(BUCKET, "u/gone.mp4").isEmpty());
    assertEquals(
        3,
        sandbox.journal().calls(Kind.LIVENESS_UPLOAD).stream()
            .filter(Journal.Call::charged)
            .count());
  }

  @Test
  void recoveringPeoplePassLater() throws IOException {
    assertEquals(
        "FailedOperation.LivessSystemError", code(SignedCalls.silent(People.recovering())));
    assertEquals(null, code(SignedCalls.silent(People.recovering())));
    Person busy = People.forCode("RequestLimitExceeded");
    sandbox.ci().recoverAfter("RequestLimitExceeded", 2);
    assertEquals("RequestLimitExceeded", code(SignedCalls.silent(busy)));
    assertEquals("RequestLimitExceeded", code(SignedCalls.silent(busy)));
    assertEquals(null, code(SignedCalls.silent(busy)));
  }

  @Test
  void unsignedParametersAreAViolation() throws IOException {
    Map<String, String> parameters = SignedCalls.silent(People.matching(100));
    String nothingSigned = calls.authorizationFor("GET", "a.mp4", Map.of(), Map.of());
    HttpResponse<String> answer =
        calls.unsigned("GET", "a.mp4", parameters, Map.of(), new byte[0], nothingSigned);
    assertEquals(403, answer.statusCode());
    assertEquals(1, sandbox.journal().violations().size());
    assertTrue(sandbox.journal().violations().getFirst().contains("parameter IdCard"));
    assertFalse(sandbox.journal().violations().getFirst().contains("11204416541220243X"));
    assertEquals(0, sandbox.journal().charged());
    assertNotEquals(
        200, calls.unsigned("GET", "a.mp4", parameters, Map.of(), new byte[0], null).statusCode());
    assertEquals(
        List.of(),
        sandbox.journal().calls(Kind.LIVENESS_STORED).stream()
            .filter(Journal.Call::charged)
            .toList());
  }
}
