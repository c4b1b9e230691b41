package dev.cosliveness.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.Texts;
import dev.cosliveness.liveness.CodeTable;
import dev.cosliveness.liveness.Identity;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.verdict.Status;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract section 2, "Identity in object metadata". */
class IdentityReaderTest {
  private static final IdentityReader READER = new IdentityReader(LivenessType.SILENT, false);
  private static final Person PERSON = People.matching(98.5);

  /** The metadata of a good upload, with some of it changed; null takes it away. */
  private static IdentityReader.Result read(IdentityReader reader, String... changes) {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("id-card", PERSON.idCard());
    metadata.put("name", PERSON.name());
    for (int i = 0; i < changes.length; i += 2) {
      metadata.put(changes[i], changes[i + 1]);
    }
    return reader.read(Claimed.of(metadata));
  }

  private static IdentityReader.Result read(String... changes) {
    return read(READER, changes);
  }

  private static Identity good(String... changes) {
    IdentityReader.Result result = read(changes);
    assertEquals(List.of(), result.problems());
    return result.identity();
  }

  private static void refused(String field, String code, String... changes) {
    IdentityReader.Result result = read(changes);
    assertNull(result.identity());
    assertEquals(List.of(field), result.problems().stream().map(Problem::field).toList());
    assertEquals(List.of(code), result.problems().stream().map(Problem::code).toList());
  }

  @Test
  void everyPersonOfTheLibraryIsRead() {
    for (Person person : People.all()) {
      Identity identity = good("id-card", person.idCard(), "name", person.name());
      assertTrue(identity.idCard().equals(person.idCard()), person.toString());
      assertTrue(identity.name().equals(person.name()), person.toString());
      assertEquals(LivenessType.SILENT, identity.type());
      assertNull(identity.validateData());
      assertNull(identity.bestFrameNum());
    }
  }

  @Test
  void smallXAndOuterBlanksAreTaken() {
    Person endsWithX = People.matching(100);
    String small = " " + endsWithX.idCard().toLowerCase(Locale.ROOT) + " ";
    assertTrue(good("id-card", small).idCard().equals(endsWithX.idCard()));
  }

  @Test
  void whatIsRequiredAndMissingIsNamed() {
    for (String missing : new String[] {null, "", "  ", "%20"}) {
      refused("id-card", "Local.IdentityMissing", "id-card", missing);
      refused("name", "Local.IdentityMissing", "name", missing);
    }
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "0000001900010100",
        "0000001900010100112",
        "00000019000101001Y",
        "0000001900010100X1",
        "000000 19000101001",
        "００００００１９０００１０１００１１",
        "000000190001010011\n0",
        "abc"
      })
  void idNumberHasSeventeenDigitsAndADigitOrX(String idCard) {
    refused("id-card", "Local.IdCardFormat", "id-card", idCard);
  }

  @Test
  void checkDigitCountsOnlyWhenItIsEnforced() {
    IdentityReader strict = new IdentityReader(LivenessType.SILENT, true);
    Person right = People.withCheckDigit();
    assertEquals(List.of(), read(strict, "id-card", right.idCard()).problems());
    IdentityReader.Result wrong = read(strict);
    assertEquals("Local.IdCardFormat", wrong.problems().getFirst().code());
    assertEquals("its check digit does not fit", wrong.problems().getFirst().rule());
    assertEquals(List.of(), read().problems());
  }

  @Test
  void exactlyOneLastCharacterFits() {
    String body = People.withCheckDigit().idCard().substring(0, 17);
    long fitting =
        "0123456789X".chars().filter(c -> IdentityReader.checkDigitFits(body + (char) c)).count();
    assertEquals(1, fitting);
  }

  @Test
  void nameHasOneToSixtyFourCharactersHoweverManyBytes() {
    assertEquals(64, good("name", "样".repeat(64)).name().length());
    assertEquals(128, good("name", "𠮷".repeat(64)).name().length());
    refused("name", "Local.NameFormat", "name", "样".repeat(65));
    refused("name", "Local.NameFormat", "name", "𠮷".repeat(65));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"a%00b", "a%0Ab", "a%0D%0Ab", "a%1Fb", "a%7Fb", "a%C2%85b", "a\tb", "a%E2%80%A8b"})
  void nameHasNoControlCharacters(String name) {
    refused("name", "Local.NameFormat", "name", name);
  }

  @Test
  void nameThatWasLostOnTheWayIsRefused() {
    refused("name", "Local.NameFormat", "name", "赵\uFFFD");
    refused("name", "Local.NameFormat", "name", "赵\ud842");
  }

  @Property
  void anyVisibleNameIsTakenAsItIs(@ForAll("names") String name) {
    Claimed claimed = new Claimed(PERSON.idCard(), name, null, null, null, null);
    assertEquals(name, READER.read(claimed).identity().name());
  }

  @ParameterizedTest
  @CsvSource({"LIP,LIP", "lip,LIP", "Action,ACTION", "silent,SILENT", "'',SILENT", "' ',SILENT"})
  void typeIsReadInAnyCase(String text, LivenessType type) {
    String data = type == LivenessType.ACTION ? "2,1" : "0521";
    assertEquals(type, good("liveness-type", text, "validate-data", data).type());
  }

  @Test
  void uploadsThatDoNotSayAreOfTheNormalType() {
    IdentityReader lip = new IdentityReader(LivenessType.LIP, false);
    IdentityReader.Result result = read(lip, "validate-data", "0521");
    assertEquals(LivenessType.LIP, result.identity().type());
    assertEquals("0521", result.identity().validateData());
    assertEquals("Local.ValidateData", read(lip).problems().getFirst().code());
  }

  @Test
  void otherTypesAreRefused() {
    refused("liveness-type", "Local.LivenessType", "liveness-type", "BLINK");
    refused("liveness-type", "Local.LivenessType", "liveness-type", "LIPS", "validate-data", "x");
  }

  @ParameterizedTest
  @CsvSource({
    "LIP, 0521, 0521",
    "LIP, ' 0521 ', 0521",
    "ACTION, '2,1', '2,1'",
    "ACTION, '1，2', '1,2'",
    "ACTION, '1%EF%BC%8C2', '1,2'",
    "ACTION, '2%2C1', '2,1'",
    "ACTION, ' 2 , 1 ', '2,1'"
  })
  void validateDataIsTakenWithItsType(String type, String given, String data) {
    assertEquals(data, good("liveness-type", type, "validate-data", given).validateData());
  }

  @Test
  void fullWidthCommaIsTakenAsLatin1Too() {
    assertEquals(
        "2,1",
        good("liveness-type", "ACTION", "validate-data", "2\u00ef\u00bc\u008c1").validateData());
  }

  @ParameterizedTest
  @CsvSource({
    "LIP, ",
    "LIP, ''",
    "LIP, 12a",
    "LIP, '2,1'",
    "LIP, １２",
    "ACTION, ",
    "ACTION, 21",
    "ACTION, '3,1'",
    "ACTION, '2;1'"
  })
  void validateDataThatDoesNotFitItsTypeIsRefused(String type, String data) {
    refused("validate-data", "Local.ValidateData", "liveness-type", type, "validate-data", data);
  }

  @Test
  void validateDataMeansNothingForSilent() {
    assertNull(good("validate-data", "whatever").validateData());
  }

  @ParameterizedTest
  @CsvSource({"1,1", "10,10", "' 3 ',3", "'',", "' ',"})
  void bestFrameNumIsOneToTenOrMissing(String text, Integer number) {
    assertEquals(number, good("best-frame-num", text).bestFrameNum());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "01", "1.0", "two", "１", "99999999999"})
  void otherBestFrameNumsAreRefused(String text) {
    refused("best-frame-num", "Local.BestFrameNum", "best-frame-num", text);
  }

  @Test
  void everyBrokenFieldIsNamedAtOnce() {
    IdentityReader.Result result =
        read(
            "id-card",
            "1",
            "name",
            "",
            "liveness-type",
            "ACTION",
            "validate-data",
            "3",
            "best-frame-num",
            "11");
    assertNull(result.identity());
    assertEquals(
        List.of("id-card", "name", "validate-data", "best-frame-num"),
        result.problems().stream().map(Problem::field).toList());
    assertEquals(
        List.of("id-card", "name", "liveness-type", "best-frame-num"),
        read("id-card", null, "name", null, "liveness-type", "x", "best-frame-num", "x")
            .problems()
            .stream()
            .map(Problem::field)
            .toList());
  }

  @Test
  void problemsNeverHoldWhatWasHandedIn() {
    String secret = "Secret7Value";
    IdentityReader.Result result =
        read(
            "id-card",
            secret,
            "name",
            secret.repeat(9),
            "liveness-type",
            "LIP",
            "validate-data",
            secret,
            "best-frame-num",
            secret);
    assertEquals(4, result.problems().size());
    assertFalse(result.toString().contains(secret));
    assertFalse(read("liveness-type", secret).toString().contains(secret.toUpperCase(Locale.ROOT)));
  }

  @Test
  void everyProblemAsksForAnotherUpload() {
    for (Problem problem :
        read("id-card", "", "name", "\u0001", "liveness-type", "x", "best-frame-num", "x")
            .problems()) {
      assertEquals(
          Status.RESUBMIT, Status.of(CodeTable.of(problem.code()).codeClass()), problem.field());
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Texts.visible(64);
  }
}
