package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Stored;
import dev.cosliveness.testing.Upload;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract, section 2: what metadata has to say, before anything is paid for. */
@QuarkusTest
class IdentityInMetadataTest extends FlowTests {
  private static final Person SOMEBODY = People.matching(98.5);

  @ParameterizedTest
  @CsvSource({
    "id-card,,Local.IdentityMissing",
    "id-card,' ',Local.IdentityMissing",
    "name,,Local.IdentityMissing",
    "name,' ',Local.IdentityMissing",
    "id-card,1234,Local.IdCardFormat",
    "id-card,12345678901234567Y,Local.IdCardFormat",
    "id-card,1234567890123456789,Local.IdCardFormat",
    "id-card,X2345678901234567X,Local.IdCardFormat",
    "name,a%00b,Local.NameFormat",
    "name,a%0Ab,Local.NameFormat",
    "name,a%E2%80%A8b,Local.NameFormat",
    "liveness-type,LOUD,Local.LivenessType",
    "best-frame-num,0,Local.BestFrameNum",
    "best-frame-num,11,Local.BestFrameNum",
    "best-frame-num,two,Local.BestFrameNum"
  })
  void brokenFieldIsNamedAndNotCharged(String field, String value, String code) {
    Stored video = when().of(SOMEBODY).metadata(field, value).at("videos/a.mp4").event();
    video.then().answered("RESUBMIT").charged(0).asked(0).claims(0).queued(0);
    assertEquals("RESUBMIT", video.tags().get("liveness-status"));
    assertEquals(code, video.tags().get("liveness-code"));
  }

  @ParameterizedTest
  @CsvSource({"LIP,", "LIP,abcd", "ACTION,", "ACTION,'3,1'", "lip,12a4"})
  void typeThatNeedsDataIsRefusedWithoutIt(String type, String data) {
    when()
        .of(SOMEBODY)
        .metadata("liveness-type", type)
        .metadata("validate-data", data)
        .at("videos/a.mp4")
        .event()
        .then()
        .tags("RESUBMIT", "Local.ValidateData")
        .charged(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 6_291_457})
  void sizeOutsideOfTheLimitsIsNotCharged(int size) {
    when()
        .video(new byte[size])
        .of(SOMEBODY)
        .at("videos/a.mp4")
        .event()
        .then()
        .answered("RESUBMIT")
        .tags("RESUBMIT", "Local.VideoSize")
        .charged(0)
        .asked(0);
  }

  @Test
  void largestVideoIsChecked() {
    byte[] largest = Arrays.copyOf(Samples.pass(), 6_291_456);
    when().video(largest).of(SOMEBODY).at("videos/a.mp4").event().then().charged(1).asked(1);
  }

  @Test
  void everyBrokenFieldIsNamedAtOnce() {
    Stored video =
        when(TestFunction.with(Map.of("liveness.verdict.store", "both")))
            .video(new byte[0])
            .metadata("id-card", "12")
            .metadata("liveness-type", "LOUD")
            .metadata("best-frame-num", "99")
            .at("videos/a.mp4")
            .event();
    JsonNode document = video.then().answered("RESUBMIT").charged(0).document();
    List<String> codes = new ArrayList<>();
    document.path("codes").forEach(code -> codes.add(code.asText()));
    assertEquals(
        List.of(
            "Local.IdCardFormat",
            "Local.IdentityMissing",
            "Local.LivenessType",
            "Local.BestFrameNum",
            "Local.VideoSize"),
        codes);
  }

  @Test
  void rawUtf8NameIsRead() {
    upload("name", SOMEBODY.name()).at("videos/a.mp4").event().then().tags(PASSED, OK, "98.50");
  }

  @Test
  void percentEncodedNameIsRead() {
    when().of(SOMEBODY).at("videos/a.mp4").event().then().tags(PASSED, OK, "98.50");
    assertEquals(
        SOMEBODY.name().hashCode(),
        sandbox.journal().calls(Kind.LIVENESS_STORED).getFirst().query().get("Name").hashCode(),
        "the name that was asked for");
  }

  @Test
  void nameWithADotInTheMiddleIsRead() {
    when().of(People.matching(12.3)).at("videos/a.mp4").event().then().charged(1);
  }

  @Test
  void lowerCaseXIsAccepted() {
    Person person = People.matching(100);
    Stored video =
        when()
            .of(person)
            .metadata("id-card", person.idCard().toLowerCase(java.util.Locale.ROOT))
            .at("videos/a.mp4")
            .event();
    video.then().tags(PASSED, OK, "100.00");
  }

  @ParameterizedTest
  @CsvSource({"silent,", "SILENT,ignored", "LIP,4821", "action,'2,1'", "Action,'1，2'"})
  void everyTypeIsChecked(String type, String data) {
    sandbox.ci().issue("4821");
    sandbox.ci().issue("2,1");
    sandbox.ci().issue("1,2");
    when()
        .of(SOMEBODY)
        .metadata("liveness-type", type)
        .metadata("validate-data", data)
        .at("videos/a.mp4")
        .event()
        .then()
        .tags(PASSED, OK, "98.50");
  }

  @Test
  void checkDigitIsNoMatterUnlessEnforced() {
    var enforced = TestFunction.with(Map.of("liveness.id-card.checksum", "enforce"));
    when(enforced)
        .of(SOMEBODY)
        .at("videos/a.mp4")
        .event()
        .then()
        .tags("RESUBMIT", "Local.IdCardFormat")
        .charged(0);
    when(enforced)
        .of(People.withCheckDigit())
        .at("videos/b.mp4")
        .event()
        .then()
        .tags(PASSED, OK, "99.10");
    when().of(SOMEBODY).at("videos/c.mp4").event().then().tags(PASSED, OK, "98.50");
  }

  @Test
  void typeOfTheSettingsIsUsedForUploadsThatDoNotSay() {
    sandbox.ci().issue("4821");
    when(TestFunction.with(Map.of("liveness.type", "LIP")))
        .of(SOMEBODY)
        .metadata("validate-data", "4821")
        .at("videos/a.mp4")
        .event()
        .then()
        .tags(PASSED, OK, "98.50");
    assertEquals(
        "LIP",
        sandbox.journal().calls(Kind.LIVENESS_STORED).getFirst().query().get("LivenessType"));
  }

  @Test
  void optionalParametersAreLeftOut() {
    when().of(SOMEBODY).at("videos/a.mp4").event();
    assertEquals(
        java.util.Set.of("ci-process", "IdCard", "Name", "LivenessType"),
        sandbox.journal().calls(Kind.LIVENESS_STORED).getFirst().query().keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "videos/folder/",
        "videos/a.txt",
        "videos/mp4",
        "liveness/frames/a.mp4",
        "liveness/verdicts/a.mp4"
      })
  void whatIsNoUploadIsLeftAlone(String key) {
    Stored object = when().of(SOMEBODY).at(key).event();
    object.then().answered("SKIPPED").unjudged().charged(0);
    assertEquals(List.of(), sandbox.journal().calls());
  }

  private static final String PASSED = "PASSED";
  private static final String OK = "Success";

  private Upload upload(String field, String value) {
    return when().of(SOMEBODY).metadata(field, value);
  }
}
