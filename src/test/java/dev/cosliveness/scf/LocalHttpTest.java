package dev.cosliveness.scf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client of the runtime API beside servers that answer in every way HTTP/1 allows. */
@Timeout(20)
class LocalHttpTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ScriptedServer server = new ScriptedServer();
  private final LocalHttp http = new LocalHttp("127.0.0.1", server.port());

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nevent",
        "HTTP/1.1 200\r\ncontent-length:5\r\n\r\nevent",
        "HTTP/1.0 200 OK\nContent-Length: 5\n\nevent",
        "HTTP/1.0 200 OK\r\n\r\nevent",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nevent",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nevent\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: Chunked\r\n\r\n"
            + "2;a=b\r\nev\r\n003\r\nent\r\n0\r\nX: y\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nevent",
        "HTTP/1.1 200 \u0085\r\nno colon\r\nContent-Length: 5\r\n folded: 6\r\n\r\nevent"
      })
  void bodyIsReadHoweverItsEndIsTold(String answer) throws IOException {
    server.answer(answer).thenClose();
    HttpAnswer read = http.get("/next", SECOND, 5);
    assertEquals(200, read.status());
    assertEquals("event", new String(read.body(), UTF_8));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\neven",
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nevents",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nevent",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\nevent",
        "HTTP/1.1 200 OK\r\n\r\nevents",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nevent\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nevent\r\n1\r\ns\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\nevent\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\neventually\r\n0\r\n\r\n",
        "HTTP/2 200\r\n\r\nevent",
        "event"
      })
  void whatIsNotWholeIsAFailure(String answer) {
    server.answer(answer).thenClose();
    assertThrows(IOException.class, () -> http.get("/next", SECOND, 5));
  }

  @Test
  void headersThatNeverEndAreAFailure() {
    String end = "\r\nContent-Length: 2\r\n\r\nok";
    server.answer("HTTP/1.1 200 OK" + "\r\nX: y".repeat(20_000) + end).thenClose();
    assertThrows(IOException.class, () -> http.get("/next", SECOND, 5));
    server.answer("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000) + end).thenClose();
    assertThrows(IOException.class, () -> http.get("/next", SECOND, 5));
    server.answer("HTTP/1.1 102 Wait\r\n\r\n".repeat(100_000) + OK).thenClose();
    assertThrows(IOException.class, () -> http.get("/next", SECOND, 5));
  }

  @Test
  void requestsAreWholeAndShareAConnection() throws IOException {
    server.answer(OK).answer(OK).answer(OK);
    byte[] result = "{\"姓\":1}".getBytes(UTF_8);
    http.post("/response", result, SECOND, 100);
    http.get("/next", SECOND, 100);
    http.post("/response", new byte[0], SECOND, 100);
    String host = "\r\nHost: 127.0.0.1:" + server.port() + "\r\n";
    String json = "Content-Type: application/json\r\nContent-Length: ";
    assertEquals(
        List.of(
            "POST /response HTTP/1.1" + host + json + "9\r\n\r\n" + new String(result, ISO_8859_1),
            "GET /next HTTP/1.1" + host + "\r\n",
            "POST /response HTTP/1.1" + host + json + "0\r\n\r\n"),
        server.requests());
    assertEquals(1, server.connections());
  }

  @Test
  void connectionThatTheServerClosedIsReplacedBeforeAnythingIsSent() throws Exception {
    server.answer(OK).thenClose();
    http.get("/next", SECOND, 100);
    server.awaitClosed();
    server.answer(OK);
    assertEquals(200, http.post("/response", new byte[3], SECOND, 100).status());
    assertEquals(2, server.connections());
    assertEquals(2, server.requests().size());
  }

  @Test
  void connectionThatWasIdleIsReplaced() throws Exception {
    server.answer(OK).answer(OK);
    http.get("/next", SECOND, 100);
    Thread.sleep(1_100);
    http.post("/response", new byte[3], SECOND, 100);
    assertEquals(2, server.connections());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nConnection: Close\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: close, TE\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: TE\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"
      })
  void connectionThatIsToBeClosedIsNotUsedAgain(String last) throws IOException {
    server.answer(last).answer(OK);
    http.get("/next", SECOND, 100);
    http.get("/next", SECOND, 100);
    assertEquals(2, server.connections());
  }

  /** It would be read as the answer to what is sent next. */
  @ParameterizedTest
  @ValueSource(strings = {"\r\n", OK})
  void whatComesUnaskedForIsNobodysAnswer(String unasked) throws IOException {
    server.answer(OK + unasked).answer("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
    http.get("/next", SECOND, 100);
    assertEquals(500, http.post("/response", new byte[3], SECOND, 100).status());
  }

  @Test
  void answerThatIsLostIsNotAskedForAgain() {
    server.answer("").thenClose();
    assertThrows(IOException.class, () -> http.post("/response", new byte[3], SECOND, 100));
    assertEquals(1, server.requests().size());
  }

  @Test
  void answerThatDoesNotComeIsGivenUp() throws IOException {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\no").answer(OK);
    Duration brief = Duration.ofMillis(100);
    assertThrows(SocketTimeoutException.class, () -> http.get("/next", brief, 100));
    assertEquals(200, http.get("/next", SECOND, 100).status());
    assertEquals(2, server.connections());
  }

  @Test
  void interruptThatWasLeftBehindDoesNoHarm() throws IOException {
    server.answer(OK).answer(OK);
    http.get("/next", SECOND, 100);
    Thread.currentThread().interrupt();
    assertEquals(200, http.post("/response", new byte[3], SECOND, 100).status());
    assertEquals(1, server.connections());
    assertTrue(!Thread.currentThread().isInterrupted());
  }

  @Test
  void serverThatIsNotThereIsAFailure() {
    server.close();
    assertThrows(IOException.class, () -> http.get("/next", SECOND, 100));
  }
}
