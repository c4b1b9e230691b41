package dev.cosliveness.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.liveness.CodeTable;
import dev.cosliveness.liveness.LivenessAnswer;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.testing.VerdictSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents against the schema that is published for them. */
class VerdictDocumentTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final Seal SEAL = new Seal(List.of("a-secret-for-tests-of-32-characters"));
  private static final Person PERSON = People.matching(98.5);
  private static final Subject SUBJECT =
      new Subject(
          "examplebucket-1250000000", "videos/自拍.mp4", "0d73a1", PERSON.idCard(), PERSON.name());
  private static final VerdictDocument.Context WHOLE =
      new VerdictDocument.Context(
          70, "SILENT", null, 1029, "1****************X", List.of(), "invocation-1");
  private static final VerdictDocument.Context WITHOUT_IDENTITY =
      new VerdictDocument.Context(70.5, null, "MTg0NDUx", 0, null, List.of(), "invocation-1");

  private static Verdict scored(String similarity) {
    return Verdict.on(
        new LivenessAnswer.Scored(new BigDecimal(similarity), List.of(), "request-1"),
        BigDecimal.valueOf(70),
        NOW,
        1);
  }

  private static ObjectNode document(Verdict verdict) {
    return VerdictDocument.write(verdict, SUBJECT, SEAL, WHOLE);
  }

  @Test
  void documentsOfEveryCodeAndStatusFitTheSchema() {
    List<Verdict> verdicts = new ArrayList<>(List.of(scored("100"), scored("69.999"), scored("0")));
    for (LivenessCode code : CodeTable.all()) {
      Verdict failed =
          Verdict.on(new LivenessAnswer.Failed(code, null), BigDecimal.valueOf(70), NOW, 3);
      if (!code.code().equals(LivenessCode.SUCCESS) && !code.code().contains(" ")) {
        verdicts.add(failed);
        verdicts.add(failed.exhausted());
      }
    }
    for (Verdict verdict : verdicts) {
      assertFits(VerdictDocument.write(verdict, SUBJECT, SEAL, WHOLE));
      assertFits(VerdictDocument.write(verdict, SUBJECT, SEAL, WITHOUT_IDENTITY));
    }
    assertEquals(
        Set.of(Status.values()),
        verdicts.stream().map(Verdict::status).collect(Collectors.toSet()));
  }

  private static void assertFits(JsonNode document) {
    assertEquals(List.of(), VerdictSchema.violations(read(VerdictDocument.bytes(document))));
  }

  private static void assertRefused(JsonNode document) {
    assertNotEquals(List.of(), VerdictSchema.violations(document), document::toString);
  }

  @Test
  void schemaKnowsEveryFieldAndNoOther() {
    List<Consumer<ObjectNode>> changes = new ArrayList<>();
    ObjectNode good = document(scored("98.5").exhausted());
    for (String parent : List.of("", "/message", "/object", "/identity")) {
      ((ObjectNode) good.at(parent))
          .fieldNames()
          .forEachRemaining(
              field -> {
                if (!field.equals("codes")) {
                  changes.add(document -> ((ObjectNode) document.at(parent)).remove(field));
                }
                changes.add(document -> ((ObjectNode) document.at(parent)).put(field, true));
              });
      changes.add(document -> ((ObjectNode) document.at(parent)).put("more", "x"));
    }
    assertTrue(changes.size() > 45, () -> "only " + changes.size());
    for (Consumer<ObjectNode> change : changes) {
      ObjectNode changed = good.deepCopy();
      // exhausted verdicts have a failure's code
      changed.put("code", "FailedOperation.UnKnown");
      assertEquals(List.of(), VerdictSchema.violations(changed));
      change.accept(changed);
      assertRefused(changed);
    }
  }

  @Test
  void schemaRefusesAPassWithoutASimilarity() {
    ObjectNode passed = document(scored("98.5"));
    assertFits(passed);
    assertRefused(passed.deepCopy().putNull("similarity"));
    assertRefused(passed.deepCopy().put("code", "Local.LowSimilarity"));
    assertRefused(passed.deepCopy().put("similarity", 100.5));
  }

  @Test
  void everyPropertyOfTheSchemaIsDescribed() {
    for (String parent :
        List.of("", "/properties/message", "/properties/object", "/properties/identity")) {
      VerdictSchema.root()
          .at(parent + "/properties")
          .properties()
          .forEach(
              property ->
                  assertTrue(
                      property.getValue().path("description").asText().length() > 5,
                      property.getKey()));
    }
  }

  @Test
  void documentSaysWhatTheContractShows() {
    ObjectNode document = document(scored("98.5"));
    assertEquals("cos-liveness/verdict/1", document.path("schema").asText());
    assertEquals("PASSED", document.path("status").asText());
    assertEquals("Success", document.path("code").asText());
    assertFalse(document.has("codes"));
    assertEquals("none", document.path("advice").asText());
    assertEquals(98.5, document.path("similarity").doubleValue());
    assertEquals(70.0, document.path("threshold").doubleValue());
    assertEquals("2026-11-22T12:00:00Z", document.path("checkedAt").asText());
    assertEquals(SEAL.fingerprint(SUBJECT), document.at("/identity/fingerprint").asText());
  }

  @Test
  void exhaustedDocumentNamesBothCodes() {
    LivenessCode fault = CodeTable.of("FailedOperation.LivessSystemError");
    ObjectNode document =
        document(Verdict.of(Status.PENDING, List.of(fault), NOW, 6, "r").exhausted());
    assertEquals(fault.code(), document.path("code").asText());
    assertEquals(fault.code(), document.at("/codes/0").asText());
    assertEquals("Local.AttemptsExhausted", document.at("/codes/1").asText());
  }

  @Test
  void nobodyIsNamedInADocument() {
    String text = new String(VerdictDocument.bytes(document(scored("98.5"))), UTF_8);
    assertFalse(text.contains(PERSON.idCard()));
    assertFalse(text.contains(PERSON.name()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"98.5", "69.999999", "100", "0", "70.005"})
  void sealOfADocumentHoldsAfterItWasStored(String similarity) {
    ObjectNode stored =
        VerdictDocument.read(VerdictDocument.bytes(document(scored(similarity)))).orElseThrow();
    assertTrue(VerdictDocument.holds(stored, SUBJECT, SEAL));
    assertEquals(
        Optional.of(scored(similarity).status()),
        VerdictDocument.sealed(stored).statusFor(SUBJECT, SEAL));
  }

  @Test
  void sealHoldsForADocumentWithoutASimilarity() {
    LivenessCode code = CodeTable.of("FailedOperation.LivessDetectFail");
    Verdict rejected = Verdict.of(Status.REJECTED, List.of(code), NOW, 1, null);
    assertTrue(VerdictDocument.holds(document(rejected), SUBJECT, SEAL));
  }

  @Test
  void documentThatWasChangedOrMovedDoesNotHold() {
    ObjectNode document = document(scored("12.3"));
    assertTrue(VerdictDocument.holds(document, SUBJECT, SEAL));
    Subject elsewhere = new Subject(SUBJECT.bucket(), "other.mp4", SUBJECT.etag(), "", "");
    assertFalse(VerdictDocument.holds(document, elsewhere, SEAL));
    for (String field : List.of("status", "code", "checkedAt", "seal")) {
      assertFalse(
          VerdictDocument.holds(document.deepCopy().put(field, "PASSED"), SUBJECT, SEAL), field);
    }
    assertFalse(VerdictDocument.holds(document.deepCopy().put("similarity", 98.5), SUBJECT, SEAL));
    ObjectNode another = document.deepCopy();
    ((ObjectNode) another.path("identity")).put("fingerprint", "0".repeat(64));
    assertFalse(VerdictDocument.holds(another, SUBJECT, SEAL));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {"", "null", "[]", "{}", "{\"schema\":\"cos-liveness/verdict/2\"}", "<html>", "{"})
  void whatIsNoSuchDocumentIsNone(String text) {
    assertEquals(Optional.empty(), VerdictDocument.read(text.getBytes(UTF_8)));
  }

  @Test
  void samePersonHasTheSameFingerprintInEveryDocument() {
    Subject other = new Subject(SUBJECT.bucket(), "b.mp4", "e2", SUBJECT.idCard(), SUBJECT.name());
    assertEquals(SEAL.fingerprint(SUBJECT), SEAL.fingerprint(other));
    Subject stranger = new Subject(SUBJECT.bucket(), SUBJECT.key(), SUBJECT.etag(), "", "");
    assertNotEquals(SEAL.fingerprint(SUBJECT), SEAL.fingerprint(stranger));
  }

  private static JsonNode read(byte[] json) {
    try {
      return new JsonMapper().readTree(json);
    } catch (IOException broken) {
      throw new IllegalArgumentException(broken);
    }
  }
}
