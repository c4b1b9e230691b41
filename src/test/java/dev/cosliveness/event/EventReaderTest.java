package dev.cosliveness.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.cos.ObjectRef;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of every shape, from {@code events/}. */
class EventReaderTest {
  private static final EventReader READER = new EventReader("ap-beijing");
  private static final String BUCKET = "examplebucket-1250000000";

  private static JsonNode event(String name) throws IOException {
    try (InputStream in = EventReaderTest.class.getResourceAsStream("/events/" + name + ".json")) {
      return new JsonMapper().readTree(in);
    }
  }

  private static List<CosRecord> records(String name) throws IOException {
    return assertInstanceOf(Trigger.Objects.class, READER.read(event(name))).records();
  }

  private static ObjectRef created(String name) throws IOException {
    List<CosRecord> records = records(name);
    assertEquals(1, records.size());
    return assertInstanceOf(CosRecord.Created.class, records.getFirst()).object();
  }

  private static HttpCall call(String name) throws IOException {
    return assertInstanceOf(Trigger.Http.class, READER.read(event(name))).call();
  }

  @ParameterizedTest
  @CsvSource({
    "cos-old-shape, ap-beijing, videos/a.mp4",
    "cos-new-shape, ap-guangzhou, videos/a.mp4",
    "cos-only-cos-region, ap-shanghai, videos/a.mp4",
    "cos-blank-s3-region, ap-shanghai, videos/a.mp4",
    "cos-bucket-with-appid, ap-guangzhou, videos/a.mp4",
    "cos-folder, ap-guangzhou, videos/",
    "cos-url-disagrees, ap-guangzhou, videos/自拍+1.mp4",
    "cos-chinese-key, ap-guangzhou, videos/张 三+1/自拍.mp4",
    "cos-percent-in-key, ap-guangzhou, videos/100%25.mp4",
    "cos-no-url, ap-guangzhou, videos/a b.mp4",
    "cos-broken-url, ap-guangzhou, videos/100%.mp4"
  })
  void objectIsReadFromEveryShape(String event, String region, String key) throws IOException {
    assertEquals(new ObjectRef(BUCKET, region, key, null), created(event));
  }

  @Test
  void versionIsTheOneOfTheEvent() throws IOException {
    assertEquals("15945fbff94a6476647d1e08b64ed9f71566028555", created("cos-old-host").versionId());
  }

  @Test
  void regionThatIsNowhereIsSaid() throws IOException {
    Trigger trigger = new EventReader(null).read(event("cos-old-shape"));
    CosRecord record = assertInstanceOf(Trigger.Objects.class, trigger).records().getFirst();
    assertEquals(
        new CosRecord.Unreadable("region: expected a COS region such as ap-beijing"), record);
  }

  @Test
  void otherEventsAreToldByName() throws IOException {
    assertEquals(List.of(new CosRecord.Other("cos:ObjectRemove:Delete")), records("cos-removed"));
    assertEquals(
        List.of(new CosRecord.Other("(not an event name)")), records("cos-nothing-inside"));
  }

  @Test
  void oneBadRecordNeverStopsTheOthers() throws IOException {
    List<CosRecord> records = records("cos-several-records");
    assertEquals(5, records.size());
    assertEquals(
        "videos/a.mp4", assertInstanceOf(CosRecord.Created.class, records.get(0)).object().key());
    assertTrue(
        assertInstanceOf(CosRecord.Unreadable.class, records.get(1)).why().startsWith("bucket:"));
    assertEquals(new CosRecord.Other("cos:ObjectRestore:Completed"), records.get(2));
    assertInstanceOf(CosRecord.Unreadable.class, records.get(3));
    assertEquals(
        "videos/d.avi", assertInstanceOf(CosRecord.Created.class, records.get(4)).object().key());
  }

  @Test
  void eventNeverChoosesTheHost() throws IOException {
    CosRecord record = records("cos-host-in-region").getFirst();
    String why = assertInstanceOf(CosRecord.Unreadable.class, record).why();
    assertTrue(why.startsWith("region:"));
    assertFalse(why.contains("evil"));
  }

  @ParameterizedTest
  @CsvSource({
    "timer, user define msg body",
    "timer-no-message, ''",
    "timer-sweep, '{\"task\":\"sweep\",\"prefix\":\"videos/\"}'"
  })
  void timerBringsItsMessage(String event, String message) throws IOException {
    assertEquals(new Trigger.Timer(message), READER.read(event(event)));
  }

  @Test
  void functionUrlIsAnHttpCall() throws IOException {
    HttpCall call = call("function-url");
    assertEquals("POST", call.method());
    assertEquals("verify", call.function());
    assertEquals(Map.of("a", "1", "b", "2"), call.query());
    assertEquals("192.0.2.1", call.header("x-scf-remote-addr"));
    assertEquals("192.0.2.1", call.header("X-SCF-REMOTE-ADDR"));
    assertNull(call.header("x-missing"));
    assertEquals("{\"key\":\"videos/a.mp4\"}", call.text());
  }

  @Test
  void bodyMayBeAbsent() throws IOException {
    HttpCall call = call("function-url-get");
    assertEquals(0, call.body().length);
    assertEquals("verdict", call.function());
    assertEquals("videos/自拍 1.mp4", call.query().get("key"));
    HttpCall bare = call("http-bare");
    assertEquals(Map.of(), bare.query());
    assertEquals(Map.of(), bare.headers());
    assertEquals("", bare.function());
  }

  @Test
  void apiGatewayWritesOneManyOrNoValues() throws IOException {
    HttpCall call = call("api-gateway");
    assertEquals("verify", call.function());
    assertEquals(Map.of("foo", "bar", "many", "b", "flag", "", "none", ""), call.query());
    assertEquals("en-US,en,cn", call.header("accept-language"));
    assertEquals(Map.of("key", "a.mp4"), call("api-gateway-only-parameters").query());
  }

  @ParameterizedTest
  @ValueSource(strings = {"http-base64-boolean", "http-base64-string"})
  void base64BodyIsDecodedWhicheverWayTheFlagIsWritten(String event) throws IOException {
    assertEquals("{\"name\":\"ü\"}", call(event).text());
  }

  @Test
  void otherBodiesAreTakenAsTheyAre() throws IOException {
    assertEquals("plain", call("http-base64-false-string").text());
    assertEquals("{\"key\":\"a.mp4\"}", call("http-body-object").text());
  }

  @Test
  void flaggedBodyThatIsNoBase64IsRefusedWithoutSayingIt() throws IOException {
    JsonNode event = event("http-base64-broken");
    EventException refused = assertThrows(EventException.class, () -> READER.read(event));
    assertFalse(refused.getMessage().contains("hidden"));
  }

  @ParameterizedTest
  @CsvSource({
    "clb, '[headers, payload, isBase64Encoded]'",
    "ckafka, [Records]",
    "cmq, [Records]",
    "unknown-with-odd-keys, '[Type, (not a plain name), idCard]'"
  })
  void otherEventsAreRefusedWithTheirKeysAndNoValues(String name, String keys) throws IOException {
    JsonNode event = event(name);
    EventException refused = assertThrows(EventException.class, () -> READER.read(event));
    assertTrue(refused.getMessage().endsWith(keys), refused.getMessage());
    assertFalse(refused.getMessage().contains("hidden"));
    assertNull(refused.getCause());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"hidden\"",
        "1",
        "{\"Records\":[]}",
        "{\"Records\":{\"cos\":1}}",
        "{\"Records\":\"hidden\"}",
        "{\"httpMethod\":1}",
        "{\"Type\":\"timer\"}"
      })
  void nothingElseIsAnEvent(String json) throws IOException {
    JsonNode event = new JsonMapper().readTree(json);
    EventException refused = assertThrows(EventException.class, () -> READER.read(event));
    assertFalse(refused.getMessage().contains("hidden"));
  }

  @Test
  void triggersPrintNothingOfTheCall() throws IOException {
    String text = READER.read(event("function-url")).toString();
    assertFalse(text.contains("hidden"));
    assertFalse(text.contains("videos"));
    assertEquals(
        "HttpCall[POST, 5 bytes]",
        new HttpCall("post", "/a", Map.of(), Map.of(), "hello".getBytes(UTF_8)).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "/verify, verify",
    "/release/verify, verify",
    "/a/b/verify/, verify",
    "verify, verify",
    "/, ''",
    "'', ''"
  })
  void lastSegmentNamesTheFunction(String path, String function) {
    assertEquals(function, new HttpCall("GET", path, Map.of(), Map.of(), new byte[0]).function());
  }

  @Test
  void failuresOfOthersAreToldByClassOnly() {
    assertEquals("IllegalStateException", Failure.describe(new IllegalStateException("hidden")));
    assertEquals("EventException: a rule", Failure.describe(new EventException("a rule")));
  }
}
