package dev.cosliveness.sandbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may speak with the console, and what for. */
@Timeout(10)
class GuardTest {
  private static final String HEADER = "X-Sandbox-Console: 1\r\n";

  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    Console.open(sandbox);
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private String exchange(String method, String target, String host, String headers)
      throws IOException {
    String request =
        "%s %s HTTP/1.1\r\nHost: %s\r\n%sContent-Length: 0\r\nConnection: close\r\n\r\n"
            .formatted(method, target, host, headers);
    try (Socket socket = new Socket("127.0.0.1", sandbox.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(UTF_8));
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ")[1]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "localhost:8080", "127.0.0.1:1", "[::1]:8080", "LOCALHOST"})
  void answersAtThisMachine(String host) throws IOException {
    assertEquals(200, status(exchange("GET", "/", host, "")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8080",
        "localhost:8080:80",
        "192.168.1.5",
        ""
      })
  void refusesOtherNames(String host) throws IOException {
    for (String target : List.of("/", "/console/state", "/console/setup")) {
      assertEquals(403, status(exchange("GET", target, host, HEADER)), target);
    }
  }

  @Test
  void changesNothingWithoutTheHeader() throws IOException {
    String fault = "/console/fault?id=throttled&mode=on";
    assertEquals(403, status(exchange("POST", fault, "localhost", "")));
    assertEquals(List.of(), sandbox.faults().active());
    assertEquals(200, status(exchange("POST", fault, "localhost", HEADER)));
    assertEquals(1, sandbox.faults().active().size());
  }

  @Test
  void aSwitchedOffFaultStrikesNoMore() throws IOException {
    String fault = "/console/fault?id=throttled&mode=";
    exchange("POST", fault + "on", "localhost", HEADER);
    exchange("POST", fault + "once", "localhost", HEADER);
    assertEquals(1, sandbox.faults().active().size(), "one in place of the other");
    String answer = exchange("POST", fault + "off", "localhost", HEADER);
    assertEquals(List.of(), sandbox.faults().active());
    assertTrue(answer.contains("\"throttled\":\"off\""));
    assertEquals(400, status(exchange("POST", fault + "maybe", "localhost", HEADER)));
  }

  @Test
  void readingChangesNothing() throws IOException {
    assertEquals(
        404, status(exchange("GET", "/console/fault?id=throttled&mode=on", "localhost", HEADER)));
    assertEquals(List.of(), sandbox.faults().active());
  }

  @Test
  void uploadIsASignedCallLikeAnyOther() throws IOException {
    String upload =
        "/console/upload?key=videos/a.mp4&person=match-100&type=SILENT&sample=" + Samples.PASS_MP4;
    assertEquals(200, status(exchange("POST", upload, "localhost", HEADER)));
    assertEquals(1, sandbox.journal().calls().size());
    assertEquals(List.of(), sandbox.journal().violations());
    assertTrue(sandbox.objects().get(sandbox.bucket(), "videos/a.mp4").isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/console/",
        "/console/../console.css",
        "/console/../samples/pass.mp4",
        "/console/%2e%2e/samples/pass.mp4",
        "/console/x/console.css",
        "/console.css",
        "/console/frame?key=videos/secret.mp4",
        "/console/frame?key=liveness/frames/none/1.jpg"
      })
  void servesNothingButThePage(String target) throws IOException {
    sandbox.objects().put(sandbox.bucket(), "videos/secret.mp4", "secret");
    String answer = exchange("GET", target, "localhost", "");
    assertEquals(404, status(answer));
    assertFalse(answer.contains("secret"), "no bytes of the bucket");
  }

  @Test
  void browserIsToldToLoadNothingFromElsewhere() throws IOException {
    String answer = exchange("GET", "/", "localhost", "");
    assertTrue(answer.contains("Content-Security-Policy: default-src 'none'; script-src 'self'"));
    assertTrue(answer.contains("frame-ancestors 'none'"));
  }
}
