package dev.cosliveness.cos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the official SDKs agree on, in {@code sign-vectors.json}. */
class SignVectorsTest {
  private static final JsonNode TABLE = table();
  private static final Credentials CREDENTIALS =
      new Credentials(TABLE.get("secretId").asText(), TABLE.get("secretKey").asText(), null);

  private static JsonNode table() {
    try (InputStream in = SignVectorsTest.class.getResourceAsStream("/sign-vectors.json")) {
      return new JsonMapper().readTree(in);
    } catch (IOException unreadable) {
      throw new ExceptionInInitializerError(unreadable);
    }
  }

  private static List<JsonNode> vectors() {
    return StreamSupport.stream(TABLE.get("vectors").spliterator(), false).toList();
  }

  @Test
  void everyVectorIsSignedAsTheSdksSignIt() {
    assertTrue(vectors().size() >= 31, "vectors are missing");
    for (JsonNode vector : vectors()) {
      assertEquals(vector.get("authorization").asText(), sign(vector), vector.get("name").asText());
    }
  }

  @Test
  void theSecretKeyDecidesTheSignature() {
    for (JsonNode vector : vectors()) {
      Credentials other = new Credentials(CREDENTIALS.secretId(), "another-key", null);
      String signed = sign(vector, other);
      String expected = vector.get("authorization").asText();
      assertEquals(withoutSignature(expected), withoutSignature(signed));
      assertTrue(!expected.equals(signed), vector.get("name").asText());
    }
  }

  /** What is kept of one account and second is not used for another, whoever signs meanwhile. */
  @Test
  void accountsAndTimesThatTakeTurnsDoNotMeet() throws Exception {
    Credentials other = new Credentials(CREDENTIALS.secretId(), "another-key", null);
    List<Callable<Boolean>> signers = new ArrayList<>();
    for (Credentials account : List.of(CREDENTIALS, other)) {
      for (JsonNode vector : vectors()) {
        String expected = sign(vector, account);
        signers.add(
            () -> IntStream.range(0, 50).allMatch(turn -> sign(vector, account).equals(expected)));
      }
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> signer : threads.invokeAll(signers)) {
        assertTrue(signer.get());
      }
    }
  }

  @Test
  void everyRowOfTheEncoderTableHolds() {
    assertTrue(TABLE.get("urlEncode").size() >= 14, "rows are missing");
    for (JsonNode row : TABLE.get("urlEncode")) {
      assertEquals(row.get("out").asText(), UrlEncoding.encode(row.get("in").asText()));
      assertEquals(row.get("in").asText(), UrlEncoding.decode(row.get("out").asText()));
    }
  }

  private static String sign(JsonNode vector) {
    return sign(vector, CREDENTIALS);
  }

  private static String sign(JsonNode vector, Credentials credentials) {
    Map<String, String> fields = fields(vector.get("authorization").asText());
    return CosSignature.authorization(
        credentials,
        vector.get("method").asText(),
        vector.get("uriPathname").asText(),
        listed(vector.get("params"), fields.get("q-url-param-list")),
        listed(vector.get("headersGiven"), fields.get("q-header-list")),
        new CosSignature.Window(vector.get("startTime").asLong(), vector.get("endTime").asLong()));
  }

  /** A client chooses what it signs; here everything that is handed in is signed. */
  private static Map<String, String> listed(JsonNode pairs, String list) {
    List<String> names = Arrays.asList(list.split(";"));
    Map<String, String> listed = new LinkedHashMap<>();
    pairs
        .properties()
        .forEach(
            pair -> {
              if (names.contains(UrlEncoding.encode(pair.getKey()).toLowerCase(Locale.ROOT))) {
                listed.put(pair.getKey(), pair.getValue().textValue());
              }
            });
    return listed;
  }

  private static Map<String, String> fields(String authorization) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (String field : authorization.split("&")) {
      int equals = field.indexOf('=');
      fields.put(field.substring(0, equals), field.substring(equals + 1));
    }
    return fields;
  }

  private static String withoutSignature(String authorization) {
    return authorization.substring(0, authorization.indexOf("&q-signature="));
  }
}
