package dev.cosliveness.sandbox;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * The vectors were produced with the official SDKs; the sandbox's own verifier must accept each,
 * and no other.
 */
class SignatureVectorsTest {
  private static final SignatureCheck CHECK = new SignatureCheck(SandboxOptions.defaults());

  private static JsonNode vectors() throws IOException {
    try (InputStream in = SignatureVectorsTest.class.getResourceAsStream("/sign-vectors.json")) {
      return new ObjectMapper().readTree(in);
    }
  }

  private static List<JsonNode> all() throws IOException {
    return StreamSupport.stream(vectors().get("vectors").spliterator(), false).toList();
  }

  private static Request request(JsonNode vector) {
    StringBuilder target =
        new StringBuilder(PercentCode.encodePath(vector.get("uriPathname").asText()));
    List<String> query = new ArrayList<>();
    vector
        .get("params")
        .properties()
        .forEach(
            param ->
                query.add(
                    PercentCode.encode(param.getKey())
                        + (param.getValue().isNull()
                            ? ""
                            : "=" + PercentCode.encode(param.getValue().asText()))));
    if (!query.isEmpty()) {
      target.append('?').append(String.join("&", query));
    }
    Map<String, List<String>> headers = new LinkedHashMap<>();
    vector
        .get("headersGiven")
        .properties()
        .forEach(
            header ->
                headers.put(
                    header.getKey().toLowerCase(Locale.ROOT),
                    List.of(PercentCode.headerOctets(header.getValue().asText()))));
    headers.put("authorization", List.of(vector.get("authorization").asText()));
    return Request.of(vector.get("method").asText(), target.toString(), headers, new byte[0], true);
  }

  private static Instant during(JsonNode vector) {
    return Instant.ofEpochSecond(vector.get("startTime").asLong() + 1);
  }

  @Test
  void everyVectorIsAccepted() throws IOException {
    List<JsonNode> all = all();
    assertTrue(all.size() >= 31, () -> "only " + all.size());
    for (JsonNode vector : all) {
      assertDoesNotThrow(
          () -> CHECK.verify(request(vector), during(vector)), vector.get("name").asText());
    }
  }

  @Test
  void anotherPathIsRefusedForEveryVector() throws IOException {
    for (JsonNode vector : all()) {
      Request given = request(vector);
      Request moved =
          Request.of(
              given.method(), "/moved" + given.target(), given.headers(), given.body(), true);
      CosProblem refused =
          assertThrows(CosProblem.class, () -> CHECK.verify(moved, during(vector)));
      assertEquals("SignatureDoesNotMatch", refused.code());
    }
  }

  @Test
  void windowIsHeldAtBothEnds() throws IOException {
    JsonNode vector = all().getFirst();
    long end = vector.get("endTime").asLong();
    assertDoesNotThrow(() -> CHECK.verify(request(vector), Instant.ofEpochSecond(end)));
    assertEquals(
        "Request has expired",
        assertThrows(
                CosProblem.class,
                () -> CHECK.verify(request(vector), Instant.ofEpochSecond(end + 1)))
            .getMessage());
    assertEquals(
        "RequestTimeTooSkewed",
        assertThrows(
                CosProblem.class,
                () -> CHECK.verify(request(vector), during(vector).minusSeconds(60)))
            .code());
  }

  @Test
  void mismatchEchoesWhatWasSigned() throws IOException {
    JsonNode vector =
        all().stream()
            .filter(v -> v.get("name").asText().equals("liveness-silent"))
            .findFirst()
            .orElseThrow();
    Request given = request(vector);
    Request changed =
        Request.of(
            given.method(),
            given.target().replace("SILENT", "ACTION"),
            given.headers(),
            given.body(),
            true);
    CosProblem refused =
        assertThrows(CosProblem.class, () -> CHECK.verify(changed, during(vector)));
    StringBuilder body = new StringBuilder();
    Reply reply = refused.reply("/test.mp4", "id");
    assertDoesNotThrow(
        () -> {
          java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
          reply.body().writeTo(out);
          body.append(out.toString(java.nio.charset.StandardCharsets.UTF_8));
        });
    assertTrue(
        body.toString().contains("<FormatString>get\n/test.mp4\nci-process=LivenessRecognition"));
    assertTrue(body.toString().contains("idcard="));
  }

  @Test
  void encoderAgreesWithTheTable() throws IOException {
    for (JsonNode row : vectors().get("urlEncode")) {
      assertEquals(row.get("out").asText(), PercentCode.encode(row.get("in").asText()));
      assertEquals(row.get("in").asText(), PercentCode.decode(row.get("out").asText()));
    }
  }
}
