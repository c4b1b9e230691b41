package dev.cosliveness.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** What has to hold afterwards. Compares nothing that holds an identity. */
public final class Then {
  private static final JsonMapper JSON = new JsonMapper();

  private final Stored stored;
  private final EventTarget.Answer answer;

  Then(Stored stored, EventTarget.Answer answer) {
    this.stored = stored;
    this.answer = answer;
  }

  /** The event was answered as done, with this outcome. */
  public Then answered(String outcome) {
    assertFalse(answer.failed(), () -> "failed: " + answer.body());
    assertEquals(outcome, answer.body().at("/records/0/outcome").asText(), "outcome");
    return this;
  }

  /** The event was answered as done, with nothing done, for this reason. */
  public Then skipped(String why) {
    answered("SKIPPED");
    assertEquals(why, answer.body().at("/records/0/why").asText(), "why");
    return this;
  }

  /** The platform has to send it again. */
  public Then failed() {
    assertTrue(answer.failed(), () -> "answered: " + answer.body());
    return this;
  }

  /** A verdict that was sealed for this content, place and person. */
  public Then tags(String status, String code, String similarity) {
    Map<String, String> tags = stored.tags();
    assertEquals(status, tags.get("liveness-status"), "liveness-status");
    assertEquals(code, tags.get("liveness-code"), "liveness-code");
    assertEquals(similarity, tags.get("liveness-sim"), "liveness-sim");
    return sealed();
  }

  public Then tags(String status, String code) {
    return tags(status, code, null);
  }

  public Then sealed() {
    Map<String, String> tags = stored.tags();
    String expected =
        SealOracle.seal(
            SandboxResource.SEAL_KEY,
            stored.bucket,
            stored.key,
            stored.object().etag(),
            stored.idCard,
            stored.name,
            tags);
    assertEquals(expected, tags.get("liveness-seal"), "liveness-seal");
    return this;
  }

  /** No verdict at all. */
  public Then unjudged() {
    assertEquals(
        List.of(),
        stored.tags().keySet().stream().filter(key -> key.startsWith("liveness-")).toList());
    return this;
  }

  public Then charged(int times) {
    assertEquals(times, stored.sandbox.journal().charged(stored.bucket, stored.key), "charged");
    return this;
  }

  /** How often the charged call was sent, whatever became of it. */
  public Then asked(int times) {
    assertEquals(
        times,
        stored.sandbox.journal().calls(Kind.LIVENESS_STORED, stored.key).size(),
        "charged calls sent");
    return this;
  }

  /** How many retries wait in the bucket. */
  public Then queued(int retries) {
    assertEquals(retries, keys("liveness/retries/").size(), "retries");
    return this;
  }

  public Then claims(int count) {
    assertEquals(count, keys("liveness/claims/").size(), "claims");
    return this;
  }

  public boolean hasDocument() {
    return stored.sandbox.objects().get(stored.bucket, documentKey()).isPresent();
  }

  /** The result JSON. */
  public JsonNode document() {
    StoredObject found = stored.sandbox.objects().get(stored.bucket, documentKey()).orElse(null);
    assertNotNull(found, "result JSON");
    try {
      return JSON.readTree(found.bytes());
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private String documentKey() {
    return "liveness/verdicts/" + stored.key + ".json";
  }

  private List<String> keys(String prefix) {
    return stored.sandbox.objects().keys(stored.bucket, prefix);
  }
}
