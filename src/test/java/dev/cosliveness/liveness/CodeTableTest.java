package dev.cosliveness.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.cos.CannedAnswer;
import dev.cosliveness.verdict.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every code of {@code error-codes.json}, and what we make of it. */
class CodeTableTest {
  private static final Set<String> ADVICE =
      Set.of("none", "new-video", "new-identity", "manual-review", "wait", "operator");

  private static List<JsonNode> published() throws IOException {
    try (InputStream in = CodeTableTest.class.getResourceAsStream("/error-codes.json")) {
      JsonNode root = new JsonMapper().readTree(in);
      List<JsonNode> codes = new ArrayList<>();
      root.get("liveness").forEach(codes::add);
      root.get("cos").forEach(codes::add);
      return codes;
    }
  }

  @Test
  void everyPublishedCodeIsKnownWithItsClass() throws IOException {
    assertTrue(published().size() >= 119, "codes are missing");
    for (JsonNode published : published()) {
      LivenessCode code = CodeTable.of(published.get("code").asText());
      assertEquals(published.get("code").asText(), code.code());
      assertEquals(CodeClass.of(published.get("class").asText()), code.codeClass(), code.code());
    }
  }

  @Test
  void adviceFitsWhatCanBeDone() throws IOException {
    for (JsonNode published : published()) {
      LivenessCode code = CodeTable.of(published.get("code").asText());
      String expected =
          switch (published.get("retry").asText()) {
            case "new-video" -> "new-video";
            case "new-identity" -> "new-identity";
            case "manual-review" -> "manual-review";
            case "after-operator", "refresh-credential" -> "operator";
            case "backoff", "backoff-hours", "next-day", "correct-clock-once" -> "wait";
            case "never" ->
                switch (code.codeClass()) {
                  case REQUEST, CREDENTIAL, ACCOUNT -> "operator";
                  default -> "none";
                };
            default -> "a new kind of retry";
          };
      assertEquals(expected, code.advice(), code.code());
    }
  }

  @Test
  void everyMessageIsShortAndInBothLanguages() {
    for (LivenessCode code : CodeTable.all()) {
      assertTrue(ADVICE.contains(code.advice()), code.code());
      assertMessage(code.english(), code.code());
      assertMessage(code.chinese(), code.code());
      assertTrue(code.english().chars().allMatch(c -> c < 0x80), code.code());
      assertTrue(code.chinese().codePoints().anyMatch(CodeTableTest::isChinese), code.code());
    }
    LivenessCode unknown = CodeTable.of("FailedOperation.Tomorrow");
    assertMessage(unknown.english(), unknown.code());
    assertMessage(unknown.chinese(), unknown.code());
  }

  private static void assertMessage(String message, String code) {
    assertFalse(message.isBlank(), code);
    assertTrue(message.length() <= 100, code);
    assertEquals(message.strip(), message, code);
  }

  private static boolean isChinese(int character) {
    return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
  }

  @Test
  void messagesAreOurOwn() throws IOException {
    Set<String> theirs = new HashSet<>();
    for (JsonNode published : published()) {
      texts(published).forEach(theirs::add);
    }
    for (LivenessCode code : CodeTable.all()) {
      assertFalse(theirs.contains(code.chinese().replaceAll("。$", "")), code.code());
    }
  }

  @Test
  void textLeadsToACodeOfTheOneClassItStandsForAndElseToNone() throws IOException {
    Map<String, Set<CodeClass>> classes = new HashMap<>();
    Map<String, Set<String>> codes = new HashMap<>();
    for (JsonNode published : published()) {
      for (String text : texts(published)) {
        LivenessCode code = CodeTable.of(published.get("code").asText());
        classes.computeIfAbsent(text, t -> new HashSet<>()).add(code.codeClass());
        codes.computeIfAbsent(text, t -> new TreeSet<>()).add(code.code());
      }
    }
    int ambiguous = 0;
    for (Map.Entry<String, Set<CodeClass>> entry : classes.entrySet()) {
      String text = entry.getKey();
      Optional<LivenessCode> found = CodeTable.byText(text);
      if (entry.getValue().size() > 1) {
        ambiguous++;
        assertEquals(Optional.empty(), found, () -> "ambiguous: " + codes.get(text));
      } else {
        assertTrue(found.isPresent(), () -> "no code for the text of " + codes.get(text));
        assertTrue(codes.get(text).contains(found.get().code()), () -> codes.get(text).toString());
        assertEquals(found, CodeTable.byText("  " + text + "。 "));
      }
    }
    assertEquals(1, ambiguous);
  }

  /** The texts in Chinese: an English one never comes without its code. */
  private static List<String> texts(JsonNode published) {
    List<String> texts = new ArrayList<>();
    for (String field : List.of("docText", "sdkText")) {
      String text = published.path(field).asText("").strip().replaceAll("。$", "");
      if (!text.isEmpty()
          && !text.equals("null")
          && text.codePoints().anyMatch(CodeTableTest::isChinese)) {
        texts.add(text);
      }
    }
    return texts;
  }

  @Test
  void unknownTextOrNoneLeadsToNoCode() {
    assertEquals(Optional.empty(), CodeTable.byText(null));
    assertEquals(Optional.empty(), CodeTable.byText(""));
    assertEquals(Optional.empty(), CodeTable.byText("-"));
    assertEquals(Optional.empty(), CodeTable.byText("明天再说"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"FailedOperation.Tomorrow", "", "passed", "success", "SUCCESS"})
  void unknownCodeIsForReview(String code) {
    LivenessCode unknown = CodeTable.of(code);
    assertEquals(CodeClass.UNKNOWN, unknown.codeClass());
    assertEquals("manual-review", unknown.advice());
    assertEquals(Status.REVIEW, Status.of(unknown.codeClass()));
  }

  @Test
  void noFailureEverPasses() {
    for (CodeClass each : CodeClass.values()) {
      assertFalse(Status.of(each) == Status.PASSED, each.name());
      assertTrue(Status.exhausted(each).isFinal(), each.name());
      assertFalse(Status.exhausted(each) == Status.PASSED, each.name());
    }
    assertThrows(IllegalArgumentException.class, () -> CodeClass.of("no-such-class"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, Local.NoAnswer, PENDING",
    "400, Local.BadResponse, REVIEW",
    "401, AccessDenied, PENDING",
    "402, PaymentRequired, PENDING",
    "403, AccessDenied, PENDING",
    "404, NoSuchKey, REVIEW",
    "408, RequestTimeout, PENDING",
    "418, Local.BadResponse, REVIEW",
    "429, RequestLimitExceeded, PENDING",
    "500, InternalError, PENDING",
    "502, InternalError, PENDING",
    "503, ServiceUnavailable, PENDING"
  })
  void statusDecidesWhereNothingElseDoes(int status, String code, Status expected) {
    assertEquals(code, CodeTable.byStatus(status).code());
    assertEquals(expected, Status.of(CodeTable.byStatus(status).codeClass()));
    assertEquals(code, codeOf(status, ""));
    assertEquals(code, codeOf(status, "<html>busy</html>"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 403, 429, 500, 503})
  void codeDecidesBeforeTextAndStatus(int status) {
    assertEquals(
        "FailedOperation.LivessDetectFake",
        codeOf(status, error("FailedOperation.LivessDetectFake", "内部未知错误")));
    assertEquals("FailedOperation.LivessDetectFail", codeOf(status, error(null, "活体检测没通过")));
    assertEquals("FailedOperation.LivessDetectFail", codeOf(status, error("Tomorrow", "活体检测没通过")));
    assertEquals("Tomorrow", codeOf(status, error("Tomorrow", "明天再说")));
  }

  @Test
  void refusalWithTheCodeOfASuccessIsBroken() {
    assertEquals(LivenessCode.BAD_RESPONSE, codeOf(400, error("Success", "成功")));
  }

  private static String error(String code, String message) {
    return "<Error>"
        + (code == null ? "" : "<Code>" + code + "</Code>")
        + "<Message>"
        + message
        + "</Message></Error>";
  }

  private static String codeOf(int status, String body) {
    return LivenessRecognition.codeOf(CannedAnswer.refusal(status, body.getBytes(UTF_8))).code();
  }
}
