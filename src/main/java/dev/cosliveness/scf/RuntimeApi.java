package dev.cosliveness.scf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/**
 * The runtime API of SCF's custom runtime (document 583/47274): plain HTTP on the machine itself,
 * so never through a proxy.
 *
 * @param base {@code http://host:port}
 */
record RuntimeApi(URI base) {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** The platform takes no event of more than 6 MB. */
  private static final int EVENT_LIMIT = 8 * 1024 * 1024;

  /**
   * An event as it was handed out.
   *
   * @param requestId empty when the platform did not say
   * @param timeLimit null when the platform did not say
   */
  record Event(String requestId, Duration timeLimit, byte[] body) {}

  void ready() throws IOException {
    post("/runtime/init/ready", " ".getBytes(UTF_8));
  }

  /** Waits as long as it takes. */
  Event next() throws IOException {
    HttpURLConnection connection = open("/runtime/invocation/next");
    connection.setReadTimeout(0);
    int status = connection.getResponseCode();
    if (status / 100 != 2) {
      drain(connection.getErrorStream());
      throw new IOException("next answered " + status);
    }
    String limit = connection.getHeaderField("time_limit_in_ms");
    String id = connection.getHeaderField("request_id");
    try (InputStream body = connection.getInputStream()) {
      return new Event(id == null ? "" : id.strip(), millis(limit), read(body));
    }
  }

  void response(byte[] result) throws IOException {
    post("/runtime/invocation/response", result);
  }

  void error(String text) throws IOException {
    post("/runtime/invocation/error", text.getBytes(UTF_8));
  }

  private void post(String path, byte[] body) throws IOException {
    HttpURLConnection connection = open(path);
    connection.setReadTimeout(Math.toIntExact(ANSWER.toMillis()));
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    // with a length known the connection does not send the body a second time on its own
    connection.setFixedLengthStreamingMode(body.length);
    connection.getOutputStream().write(body);
    int status = connection.getResponseCode();
    drain(status / 100 == 2 ? connection.getInputStream() : connection.getErrorStream());
    if (status / 100 != 2) {
      throw new IOException(path + " answered " + status);
    }
  }

  private HttpURLConnection open(String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) base.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    connection.setConnectTimeout(Math.toIntExact(CONNECT.toMillis()));
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    return connection;
  }

  private static Duration millis(String header) {
    return header != null && header.strip().matches("\\d{1,9}")
        ? Duration.ofMillis(Long.parseLong(header.strip()))
        : null;
  }

  private static byte[] read(InputStream body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
      if (bytes.size() + n > EVENT_LIMIT) {
        throw new IOException("an event of more than " + EVENT_LIMIT + " bytes");
      }
      bytes.write(chunk, 0, n);
    }
    return bytes.toByteArray();
  }

  private static void drain(InputStream stream) throws IOException {
    if (stream != null) {
      try (stream) {
        stream.skip(64 * 1024);
      }
    }
  }
}
