package dev.cosliveness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.RawHttp;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.Way;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: an answer, never a 500, never a stack, and nobody's identity. */
@QuarkusTest
class FuzzedRequestsTest extends HttpTests {
  private static final int ROUNDS = 400;
  private static final String SOMEBODY = People.matching(98.5).idCard();
  private static final List<String> POSTS =
      List.of("verify", "submit", "challenge", "upload-url", "recheck");
  private static final List<String> FIELDS =
      List.of(
          "key",
          "idCard",
          "name",
          "livenessType",
          "validateData",
          "bestFrameNum",
          "bucket",
          "challenge",
          "mode",
          "expiresIn",
          "prefix",
          "video");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          KEY,
          SOMEBODY,
          "LIP",
          "ACTION",
          "2,1",
          "immediate",
          "a".repeat(900),
          "../../x.mp4",
          "x\u0000y.mp4",
          "\uD800.mp4",
          "é".repeat(424) + ".mp4",
          "\uFFFD",
          "\u202E",
          "%zz.mp4",
          "%2e%2e/.mp4",
          "1.2.3",
          "9".repeat(400),
          "\r\nX: y",
          "=?&#;.mp4");

  static Stream<Long> seeds() {
    return Stream.of(1L, 20261123L, 77777L);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void objectsOfAnyContent(long seed) {
    Random random = new Random(seed);
    storedBare();
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      for (String field : FIELDS) {
        if (random.nextInt(3) > 0) {
          body.set(field, value(random, 3));
        }
      }
      Call call = Call.post(pick(POSTS, random)).body(body.toString());
      Way way = pick(List.of(Way.values()), random);
      fine(way.send(home, call), way + " " + call + " of seed " + seed + ", round " + round);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void bodiesOfAnyOctets(long seed) {
    Random random = new Random(seed);
    byte[] good = ask("verify", People.matching(98.5)).body().getBytes(UTF_8);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] body = Arrays.copyOf(good, random.nextInt(good.length + 1));
      for (int change = random.nextInt(4); change > 0 && body.length > 0; change--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      String function = pick(List.of("verify", "recheck", "event-invoke"), random);
      raw(function, body, "seed " + seed + ", round " + round);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000 7b00",
        "00007b00 0000 2200",
        "7b000000 22000000 ffffffff",
        "fffe0000 7b000000 ffffff7f",
        "feff 007b 0022",
        "fffe 7b00 2200",
        "efbbbf 7b7d",
        "c0 80",
        "7b 22 ff fe 22 3a 31 7d",
        "00",
        "ff"
      })
  void bodiesInStrangeEncodingsAreNoServerFault(String hex) {
    byte[] body = HexFormat.of().parseHex(hex.replace(" ", ""));
    for (String function : List.of("verify", "submit", "event-invoke")) {
      raw(function, body, hex);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void otherUnicodeEncodingsAreRead(String charset) {
    storedBare();
    byte[] body = "{\"key\":\"videos/a.mp4\"}".getBytes(Charset.forName(charset));
    RawHttp.Answer answer = RawHttp.send("POST", home.resolve("/recheck"), Map.of(), body);
    assertEquals(200, answer.status());
  }

  @Test
  void deepAndLongBodiesAre400() {
    for (String body :
        List.of(
            "{\"key\":" + "[".repeat(100_000),
            "{\"key\":" + "[".repeat(50) + "]".repeat(50) + "}",
            "{\"key\":" + "9".repeat(5000) + "}",
            "{\"key\":1e999999999}",
            "{\"" + "k".repeat(200_000) + "\":1}")) {
      assertEquals(400, plain(Call.post("verify").body(body)).status());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void pathsAndQueriesOfAnyOctets(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      String target = "/" + pick(List.of("verdict", "doctor/../verdict", ""), random);
      target += "?key=" + octets(random) + "&" + octets(random) + "=" + octets(random);
      RawHttp.Answer answer =
          RawHttp.send(home, "GET " + target + " HTTP/1.1\r\nHost: x\r\n", new byte[0]);
      fine(answer, "seed " + seed + ", round " + round);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/verdict?key=%zz",
        "/verdict?key=%",
        "/verdict?key=%e4%b8",
        "/verdict?%=%",
        "/verdict?key=a;b",
        "/%zz",
        "/verdict%00",
        "//",
        "*",
        "/../verdict",
        "http://elsewhere/verdict",
        "/verdict?key",
        "/verdict??"
      })
  void targetsThatAreNoneAreAnswered(String target) {
    String head = "GET " + target + " HTTP/1.1\r\nHost: x\r\n";
    RawHttp.Answer answer = RawHttp.send(home, head, new byte[0]);
    fine(answer, target);
    assertTrue(answer.status() == 400 || answer.status() == 404, target + " " + answer);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void headersOfAnyKind(long seed) {
    Random random = new Random(seed);
    List<String> names =
        List.of(
            "Authorization",
            "Content-Type",
            "X-Scf-Timeout",
            "X-Scf-Request-Id",
            "X-Scf-Secret-Id",
            "Accept",
            "Expect",
            "Cookie",
            "Accept-Encoding",
            "X-Forwarded-For",
            "Content-Encoding");
    for (int round = 0; round < ROUNDS; round++) {
      StringBuilder head = new StringBuilder("GET /verdict?key=a.mp4 HTTP/1.1\r\nHost: x\r\n");
      for (int i = random.nextInt(8); i > 0; i--) {
        String value = octets(random).replaceAll("[\\x00-\\x1f\\x7f]", "");
        head.append(pick(names, random)).append(": ").append(value).append("\r\n");
      }
      fine(RawHttp.send(home, head.toString(), new byte[0]), "seed " + seed + ", round " + round);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void httpEventsOfAnyContent(long seed) {
    Random random = new Random(seed);
    List<String> parts =
        List.of(
            "path",
            "headers",
            "queryString",
            "queryStringParameters",
            "body",
            "isBase64Encoded",
            "requestContext");
    for (int round = 0; round < ROUNDS; round++) {
      ObjectNode event = Way.FUNCTION_URL.event(Call.get("verdict").query("key", KEY));
      for (String part : parts) {
        if (random.nextInt(4) == 0) {
          event.set(part, value(random, 3));
        }
      }
      event.put("httpMethod", pick(List.of("GET", "POST", "", "PUT", "é", "get "), random));
      Reply outer = Way.post(home, event.toString());
      fine(outer, "seed " + seed + ", round " + round);
      if (outer.status() == 200) {
        fine(Way.integrated(outer.body()), "seed " + seed + ", round " + round);
      }
    }
  }

  private void raw(String function, byte[] body, String which) {
    Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
    fine(RawHttp.send("POST", home.resolve("/" + function), form, body), function + " " + which);
  }

  private static void fine(RawHttp.Answer answer, String which) {
    assertTrue(answer.status() >= 200 && answer.status() < 500, which + " got " + answer);
    clean(answer.text(), which);
  }

  private static void fine(Reply reply, String which) {
    assertTrue(reply.status() >= 200 && reply.status() < 500, which + " got " + reply);
    if (!reply.body().has("url")) {
      clean(reply.body().toString(), which);
    }
  }

  private static void clean(String answer, String which) {
    assertFalse(answer.contains(SOMEBODY), which + ": identity");
    assertFalse(answer.contains("Exception"), which + ": names a class");
    assertFalse(answer.contains("\tat ") || answer.contains("dev.cosliveness"), which + ": stack");
  }

  private static JsonNode value(Random random, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> nodes.nullNode();
      case 1 -> nodes.booleanNode(random.nextBoolean());
      case 2 -> nodes.numberNode(random.nextLong());
      case 3 -> nodes.numberNode(random.nextDouble());
      case 4, 5 -> nodes.textNode(pick(TEXTS, random));
      case 6 -> nodes.textNode(octets(random));
      case 7 -> {
        ArrayNode array = nodes.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
      default -> nodes.objectNode().set(pick(FIELDS, random), value(random, depth - 1));
    };
  }

  /** No blanks, which would end a request line. */
  private static String octets(Random random) {
    byte[] bytes = new byte[random.nextInt(12)];
    random.nextBytes(bytes);
    return new String(bytes, ISO_8859_1).replaceAll("[ \\r\\n#]", "%");
  }

  private static <T> T pick(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
