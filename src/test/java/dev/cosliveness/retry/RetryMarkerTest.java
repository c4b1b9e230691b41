package dev.cosliveness.retry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.cos.Texts;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryMarkerTest {
  private static final String BUCKET = "examplebucket-1250000000";
  private static final String REGION = "ap-guangzhou";

  private static Optional<RetryMarker> read(byte[] document) {
    return RetryMarker.read(document, BUCKET, REGION);
  }

  private static RetryMarker marker(String key, String versionId, String etag, int attempt) {
    return new RetryMarker(
        new ObjectRef(BUCKET, REGION, key, versionId),
        etag,
        attempt,
        "FailedOperation.LivessSystemError");
  }

  @Property
  void markerThatIsWrittenIsRead(
      @ForAll("keys") String key, @ForAll @IntRange(min = 0, max = 100) int attempt) {
    for (String version : new String[] {null, "MTg0NDUx"}) {
      for (String etag : new String[] {null, "0d73a1"}) {
        RetryMarker marker = marker(key, version, etag, attempt);
        assertEquals(Optional.of(marker), read(marker.document()));
      }
    }
  }

  @Test
  void markerHoldsNothingButTheContractsFields() throws IOException {
    JsonNode document = new JsonMapper().readTree(marker("a.mp4", null, "e", 2).document());
    Set<String> names = new TreeSet<>();
    Iterator<String> fields = document.fieldNames();
    fields.forEachRemaining(names::add);
    assertEquals(Set.of("bucket", "key", "versionId", "etag", "attempt", "code"), names);
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{",
        "<xml/>",
        "\u0000",
        "{\"bucket\":\"otherbucket-1250000000\",\"key\":\"a.mp4\"}",
        "{\"bucket\":\"examplebucket-1250000000\"}",
        "{\"bucket\":\"examplebucket-1250000000\",\"key\":\"\"}",
        "{\"bucket\":\"examplebucket-1250000000\",\"key\":\"a.mp4\",\"versionId\":\"a&acl\"}"
      })
  void junkIsNoMarker(String document) {
    assertEquals(Optional.empty(), read(document.getBytes(UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({"-5,0", "0,0", "7,7", "99999999,1000", "\"many\",0", "null,0"})
  void attemptIsANumberInBounds(String written, int attempt) {
    String document =
        "{\"bucket\":\"%s\",\"key\":\"a.mp4\",\"attempt\":%s}".formatted(BUCKET, written);
    RetryMarker marker = read(document.getBytes(UTF_8)).orElseThrow();
    assertEquals(attempt, marker.attempt());
    assertEquals("", marker.code());
    assertFalse(marker.recheck());
  }

  @Test
  void oneContentAtOneKeyHasOneHash() {
    String hash = marker("a.mp4", null, "e", 1).hash();
    assertTrue(hash.matches("[0-9a-f]{64}"));
    assertEquals(hash, marker("a.mp4", "MTg0", "e", 5).hash());
    assertNotEquals(hash, marker("a.mp4", null, "f", 1).hash());
    assertNotEquals(hash, marker("b.mp4", null, "e", 1).hash());
  }

  @Test
  void hashIsTheSha256OfTheContract() {
    // sha256 of "a.mp4", a line feed, "e"
    assertEquals(
        "0120c66876f052a0e287def34c47d04792f130ea1e63f85bc0d6d6c5ba011cc3",
        ObjectHash.of("a.mp4", "e"));
  }

  @Test
  void recheckIsToldByItsCode() {
    ObjectRef object = new ObjectRef(BUCKET, REGION, "a.mp4", null);
    assertTrue(new RetryMarker(object, null, 0, RetryMarker.RECHECK).recheck());
    assertFalse(new RetryMarker(object, null, 0, RetryMarker.NO_TIME).recheck());
  }

  @Provide
  Arbitrary<String> keys() {
    return Texts.unicode(40);
  }
}
