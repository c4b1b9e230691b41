package dev.cosliveness.scf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;

/** The runtime API of SCF's custom runtime (document 583/47274). */
record RuntimeApi(LocalHttp http) {
  private static final Duration ANSWER = Duration.ofSeconds(20);

  /** In bytes; the platform takes no event of more than 6 MB. */
  private static final int LIMIT = 8 * 1024 * 1024;

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
    HttpAnswer answer = http.get("/runtime/invocation/next", Duration.ZERO, LIMIT);
    if (answer.status() / 100 != 2) {
      throw new IOException("next answered " + answer.status());
    }
    String id = answer.headers().getOrDefault("request_id", "");
    return new Event(id, millis(answer.headers().get("time_limit_in_ms")), answer.body());
  }

  void response(byte[] result) throws IOException {
    post("/runtime/invocation/response", result);
  }

  void error(String text) throws IOException {
    post("/runtime/invocation/error", text.getBytes(UTF_8));
  }

  private void post(String path, byte[] body) throws IOException {
    int status = http.post(path, body, ANSWER, LIMIT).status();
    if (status / 100 != 2) {
      throw new IOException(path + " answered " + status);
    }
  }

  private static Duration millis(String header) {
    return header != null && header.matches("\\d{1,9}")
        ? Duration.ofMillis(Long.parseLong(header))
        : null;
  }
}
