package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Stored;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 4: what each code comes to, from the event to the tags. */
@QuarkusTest
class EveryCodeTest extends FlowTests {

  @ParameterizedTest
  @CsvFileSource(resources = "/flow/liveness-codes.csv")
  void codeOfTheCheckDecides(String code, String codeClass) {
    Stored video = when().of(People.forCode(code)).at("videos/" + code + ".mp4").event();
    String status = statusOf(codeClass);
    video.then().answered(status).tags(status, code).charged(1).asked(1).claims(0);
    video.then().queued(status.equals("PENDING") ? 1 : 0);
  }

  @Test
  void everyCodeOfTheSandboxIsInTheList() throws Exception {
    try (var in = EveryCodeTest.class.getResourceAsStream("/flow/liveness-codes.csv")) {
      var listed = new String(in.readAllBytes()).lines().map(l -> l.split(",")[0]).toList();
      assertEquals(People.codes().stream().sorted().toList(), listed.stream().sorted().toList());
    }
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/flow/cos-codes.csv")
  void codeOfCosDecides(int http, String code, String codeClass) {
    fault(Fault.status(http, code).on(Kind.LIVENESS_STORED));
    Stored video = when().of(People.matching(98.5)).at("videos/a.mp4").event();
    if (codeClass.equals("gone")) {
      video.then().skipped("gone").unjudged();
    } else {
      String said = code.equals("Request has expired") ? "RequestTimeTooSkewed" : code;
      String status = statusOf(codeClass);
      video.then().answered(status).tags(status, said);
    }
    video.then().asked(1).charged(0).claims(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 404, 429, 500, 503})
  void codeDecidesBeforeTheHttpStatus(int http) {
    sandbox.ci().failureStatus(http);
    when()
        .of(People.forCode("FailedOperation.LivessDetectFake"))
        .at("videos/a.mp4")
        .event()
        .then()
        .tags("REJECTED", "FailedOperation.LivessDetectFake")
        .asked(1)
        .charged(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 403, 500})
  void unknownCodeIsForReview(int http) {
    fault(Fault.status(http, "FailedOperation.NobodyKnows", "?").on(Kind.LIVENESS_STORED));
    Stored video = when().of(People.matching(98.5)).at("videos/a.mp4").event();
    assertEquals("REVIEW", video.tags().get("liveness-status"));
    video.then().sealed().queued(0);
  }

  @ParameterizedTest
  @CsvSource({"100,100.00", "98.5,98.50", "85.25,85.25", "70,70.00"})
  void matchingPersonPasses(double similarity, String text) {
    when()
        .of(People.matching(similarity))
        .at("videos/a.mp4")
        .event()
        .then()
        .answered("PASSED")
        .tags("PASSED", "Success", text)
        .charged(1)
        .claims(0)
        .queued(0);
  }

  @ParameterizedTest
  @CsvSource({"69.99,69.99", "12.3,12.30"})
  void lessThanTheThresholdIsRejected(double similarity, String text) {
    when()
        .of(People.matching(similarity))
        .at("videos/a.mp4")
        .event()
        .then()
        .answered("REJECTED")
        .tags("REJECTED", "Local.LowSimilarity", text)
        .charged(1);
  }

  @ParameterizedTest
  @CsvSource({
    "98.5,98.5,PASSED",
    "98.51,98.5,REJECTED",
    "85.250001,85.25,REJECTED",
    "0,12.3,PASSED",
    "100,100,PASSED",
    "100,98.5,REJECTED"
  })
  void thresholdIsASetting(String threshold, double similarity, String status) {
    Stored video =
        when(TestFunction.with(Map.of("liveness.threshold", threshold)))
            .of(People.matching(similarity))
            .at("videos/a.mp4")
            .event();
    video.then().answered(status).charged(1);
    assertEquals(status, video.tags().get("liveness-status"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Response><Sim>70</Sim><Result>FailedOperation.LivessDetectFake</Result></Response>",
        "<Response><Sim>101</Sim></Response>",
        "<Response><Sim>-99</Sim></Response>",
        "<Response><Sim>1e2</Sim></Response>",
        "<Response><Sim>NaN</Sim></Response>",
        "<Response><Sim></Sim></Response>",
        "<Response><Sim>99</Sim><Sim>1</Sim></Response>",
        "<Response><Other><Sim>99</Sim></Other></Response>",
        "<Response></Response>",
        "<Response><Sim>99</Sim>",
        "<Response><Sim>99</Sim></Response><Response/>",
        "<html><body>Sim 99</body></html>",
        "<Error><Code>Success</Code></Error>",
        "{\"Response\":{\"Sim\":99}}",
        "<!DOCTYPE Response [<!ENTITY s \"99\">]><Response><Sim>&s;</Sim></Response>",
        "<Response><Sim>9&s;</Sim></Response>",
        " ",
        ""
      })
  void nothingUncheckedPasses(String body) {
    fault(Fault.answer(200, "application/xml", body).on(Kind.LIVENESS_STORED));
    when()
        .of(People.matching(98.5))
        .at("videos/a.mp4")
        .event()
        .then()
        .answered("REVIEW")
        .tags("REVIEW", "Local.BadResponse")
        .charged(1)
        .asked(1)
        .claims(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {Samples.PASS_MP4, Samples.PASS_AVI, Samples.PASS_FLV})
  void everyContainerPasses(String sample) {
    String suffix = sample.substring(sample.lastIndexOf('.'));
    when()
        .video(Samples.bytes(sample))
        .of(People.matching(98.5))
        .at("videos/a" + suffix.toUpperCase(java.util.Locale.ROOT))
        .event()
        .then()
        .tags("PASSED", "Success", "98.50");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "videos/中文 视频.mp4",
        "a+b%20c~d*e(f).mp4",
        "//double//slash.mp4",
        "..leading/.dots.mp4",
        "videos/😀.mp4",
        "videos/a&b=c;d'e\"f,g.mp4",
        "100%.mp4"
      })
  void everyKeyPasses(String key) {
    when()
        .of(People.matching(98.5))
        .at(key)
        .event()
        .then()
        .answered("PASSED")
        .tags("PASSED", "Success", "98.50");
  }

  @Test
  void knownTextDecidesWhereTheCodeIsMissing() {
    fault(Fault.jsonError(400, -1, "疑似非真人录制").on(Kind.LIVENESS_STORED));
    when()
        .of(People.matching(98.5))
        .at("videos/a.mp4")
        .event()
        .then()
        .tags("REJECTED", "FailedOperation.LivessDetectFake");
  }

  @Test
  void passedIsOnlyWhatReachesTheThreshold() {
    Stored video = when().of(People.matching(69.99)).at("videos/a.mp4").event();
    assertFalse(video.tags().containsValue("PASSED"));
    assertTrue(video.tags().get("liveness-checked-at").matches("\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z"));
  }

  private static String statusOf(String codeClass) {
    return switch (codeClass) {
      case "spoof", "not-same-person", "liveness-failed" -> "REJECTED";
      case "video-unusable", "identity-wrong" -> "RESUBMIT";
      case "identity-unavailable", "unknown", "ok-empty", "already-done" -> "REVIEW";
      case "transient", "throttled", "quota", "account", "credential", "request", "clock" ->
          "PENDING";
      default -> throw new IllegalArgumentException(codeClass);
    };
  }
}
