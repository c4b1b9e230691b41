package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What HTTP clients do not let through: octets as they are. */
@Timeout(10)
class RawWireTest {
  private Sandbox sandbox;
  private SignedCalls calls;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    calls = new SignedCalls(sandbox);
  }

  @AfterEach
  void stop() {
    calls.close();
    sandbox.close();
  }

  private String exchange(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private String head(String method, String target, String authorization) {
    return "%s %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nConnection: close\r\n"
        .formatted(method, target, sandbox.host(), authorization);
  }

  @Test
  void rawUtf8MetadataIsSignedAsTextAndGivenBackAsItCame() throws IOException {
    Map<String, String> meta = Map.of("x-cos-meta-name", "韦小宝");
    String put =
        head("PUT", "/raw.mp4", calls.authorizationFor("PUT", "raw.mp4", Map.of(), meta))
            + "x-cos-meta-name: "
            + PercentCode.headerOctets("韦小宝")
            + "\r\nContent-Length: 1\r\n\r\nx";
    assertTrue(exchange(put).startsWith("HTTP/1.1 200"), "stored");
    assertEquals(
        "韦小宝",
        sandbox.objects().get(sandbox.bucket(), "raw.mp4").orElseThrow().text("x-cos-meta-name"));
    String found =
        exchange(
            head("HEAD", "/raw.mp4", calls.authorizationFor("HEAD", "raw.mp4", Map.of(), Map.of()))
                + "\r\n");
    assertTrue(
        found.contains("x-cos-meta-name: " + PercentCode.headerOctets("韦小宝") + "\r\n"), found);
    assertTrue(found.contains("Content-Length: 1\r\n"), found);
    assertEquals(List.of(), sandbox.journal().violations());
  }

  @Test
  void keysMayStartWithASlashEitherWay() throws IOException {
    sandbox.objects().put(sandbox.bucket(), "/leading", "x");
    String authorization = calls.authorizationFor("HEAD", "/leading", Map.of(), Map.of());
    for (String target :
        List.of("//leading", "/%2Fleading", "http://" + sandbox.host() + "/%2Fleading")) {
      assertTrue(
          exchange(head("HEAD", target, authorization) + "\r\n").startsWith("HTTP/1.1 200"),
          target);
    }
  }

  @Test
  void uploadsNeedALength() throws IOException {
    String authorization = calls.authorizationFor("PUT", "chunked", Map.of(), Map.of());
    String answer =
        exchange(
            head("PUT", "/chunked", authorization)
                + "Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
    assertTrue(answer.startsWith("HTTP/1.1 411"), answer);
    assertTrue(answer.contains("<Code>MissingContentLength</Code>"), answer);
  }

  @Test
  void plusInAQueryIsAPlus() throws IOException {
    String signedWithSpace = calls.authorizationFor("GET", "", Map.of("prefix", "a b"), Map.of());
    assertTrue(
        exchange(head("GET", "/?prefix=a%20b", signedWithSpace) + "\r\n")
            .startsWith("HTTP/1.1 200"));
    assertTrue(
        exchange(head("GET", "/?prefix=a+b", signedWithSpace) + "\r\n").startsWith("HTTP/1.1 403"));
  }

  @Test
  void malformedTargetsAreRefused() throws IOException {
    assertTrue(exchange(head("GET", "/a%2", "none") + "\r\n").startsWith("HTTP/1.1 400"));
    assertTrue(exchange(head("GET", "/%FF", "none") + "\r\n").startsWith("HTTP/1.1 400"));
  }

  @Test
  void twentyThousandObjectsListQuickly() throws IOException {
    for (int i = 0; i < 20_000; i++) {
      sandbox.objects().put(sandbox.bucket(), "many/%05d".formatted(i), "x");
    }
    long start = System.nanoTime();
    String body = calls.get("", Map.of("prefix", "many/", "marker", "many/18999")).body();
    assertTrue(
        body.contains("<Key>many/19999</Key>")
            && body.contains("<IsTruncated>false</IsTruncated>"));
    assertTrue(System.nanoTime() - start < 2_000_000_000L);
  }
}
