package dev.cosliveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Function URL and API Gateway events in every shape that was seen or documented. */
@QuarkusTest
class EventShapesTest extends HttpTests {
  private static final String RECHECK = "{\"key\":\"videos/a.mp4\"}";

  @BeforeEach
  void video() {
    storedBare();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"queryString\":{\"key\":\"videos/a.mp4\"}",
        "\"queryString\":{\"key\":[\"videos/a.mp4\"]}",
        "\"queryString\":{\"key\":[\"videos/a.mp4\",\"videos/b.mp4\"],\"i\":true}",
        "\"queryStringParameters\":{\"key\":\"videos/a.mp4\"}",
        "\"queryString\":{\"key\":\"videos/a.mp4\"},\"queryStringParameters\":{\"key\":\"x.mp4\"}"
      })
  void keyIsReadFromTheQuery(String query) {
    assertEquals("Local.NoVerdict", event("GET", "/verdict", query).text("code"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"queryString\":{\"key\":true}",
        "\"queryString\":{\"key\":[]}",
        "\"queryString\":{\"key\":null}",
        "\"queryString\":{\"key\":[true]}",
        "\"queryString\":{}",
        "\"queryString\":null",
        "\"queryString\":\"key=videos/a.mp4\"",
        "\"body\":\"\""
      })
  void missingKeyIsNamed(String query) {
    Reply reply = event("GET", "/verdict", query);
    assertEquals(400, reply.status());
    assertEquals("key", reply.body().at("/errors/0/field").asText());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/verdict",
        "/release/verdict",
        "/release/liveness/verdict",
        "/verdict/",
        "verdict",
        "//verdict//"
      })
  void lastSegmentOfThePathNamesTheFunction(String path) {
    String query = "\"queryString\":{\"key\":\"videos/a.mp4\"}";
    assertEquals("Local.NoVerdict", event("GET", path, query).text("code"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "", "/verdict/x", "/Verdict", "/verdict%2F", "/event-invoke"})
  void otherPathsAreNoFunction(String path) {
    Reply reply = event("GET", path, "\"queryString\":{\"key\":\"videos/a.mp4\"}");
    assertEquals(404, reply.status());
    assertEquals("Local.NoSuchFunction", reply.text("code"));
  }

  @Test
  void missingPathIsNoFunction() {
    assertEquals(404, invoke("{\"httpMethod\":\"GET\"}").status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "\"true\""})
  void bodyInBase64IsDecoded(String flag) {
    String body = Base64.getEncoder().encodeToString(RECHECK.getBytes(UTF_8));
    checked(event("POST", "/recheck", "\"body\":\"" + body + "\",\"isBase64Encoded\":" + flag));
  }

  @Test
  void bodyInBase64MayHaveLineBreaks() {
    String body =
        Base64.getMimeEncoder(20, new byte[] {'\n'}).encodeToString(RECHECK.getBytes(UTF_8));
    checked(
        event(
            "POST",
            "/recheck",
            "\"body\":\"" + body.replace("\n", "\\n") + "\",\"isBase64Encoded\":true"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"isBase64Encoded\":false",
        ",\"isBase64Encoded\":\"false\"",
        ",\"isBase64Encoded\":null"
      })
  void bodyAsItIsIsTakenAsItIs(String flag) {
    String body = RECHECK.replace("\"", "\\\"");
    checked(event("POST", "/recheck", "\"body\":\"" + body + "\"" + flag));
  }

  @Test
  void bodyThatWasParsedAlreadyIsTakenToo() {
    checked(event("POST", "/recheck", "\"body\":" + RECHECK));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"body\":null", "\"body\":\"\"", "\"other\":1", "\"body\":true", "\"body\":12"})
  void bodyThatIsNoObjectIs400(String body) {
    Reply reply = event("POST", "/recheck", body);
    assertEquals(400, reply.status());
    assertEquals("Local.InvalidRequest", reply.text("code"));
  }

  @Test
  void brokenBase64Is400OfTheEvent() {
    String event =
        "{\"httpMethod\":\"POST\",\"path\":\"/recheck\",\"body\":\"A\",\"isBase64Encoded\":true}";
    Reply reply = Way.post(home, event);
    assertEquals(400, reply.status());
    assertEquals("Local.Event", reply.text("code"));
  }

  @Test
  void methodInAnyCaseIsTheMethod() {
    String query = "\"queryString\":{\"key\":\"videos/a.mp4\"}";
    assertEquals("Local.NoVerdict", event("get", "/verdict", query).text("code"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "1",
        "\"x\"",
        "null",
        "",
        "{\"Type\":\"Other\"}",
        "{\"Records\":[]}",
        "{\"Records\":[{}]}",
        "{\"httpMethod\":1}"
      })
  void unknownEventIs400AndNamesOnlyKeys(String event) {
    Reply reply = Way.post(home, event);
    assertEquals(400, reply.status());
    assertEquals("Local.Event", reply.text("code"));
  }

  @Test
  void eventInvokeTakesNothingButPost() {
    Reply reply = plain(dev.cosliveness.testing.Call.get("event-invoke"));
    assertEquals(405, reply.status());
    assertEquals("POST", reply.header("allow"));
  }

  private void checked(Reply reply) {
    assertEquals(200, reply.status(), reply.toString());
    assertEquals("Local.IdentityMissing", reply.text("code"));
  }

  private Reply event(String method, String path, String more) {
    return invoke(
        "{\"httpMethod\":\""
            + method
            + "\",\"path\":\""
            + path
            + "\",\"headers\":{},"
            + more
            + "}");
  }

  private Reply invoke(String event) {
    JsonNode node = Reply.json(event);
    return Way.invoke(home, (ObjectNode) node);
  }
}
