package dev.cosliveness.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.function.Supplier;

/** Calls a function as SCF calls an image: {@code POST /event-invoke} (document 583/56051). */
final class FunctionCall implements AutoCloseable {
  private final SandboxOptions options;
  private final Supplier<Duration> timeLimit;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  FunctionCall(SandboxOptions options, Supplier<Duration> timeLimit) {
    this.options = options;
    this.timeLimit = timeLimit;
  }

  /**
   * @param target with or without the path {@code /event-invoke}
   */
  Delivery.Attempt invoke(String target, String requestId, String event, String trigger)
      throws InterruptedException {
    String url =
        target.endsWith("/event-invoke") ? target : target.replaceAll("/+$", "") + "/event-invoke";
    String bucket = options.buckets().stream().sorted().findFirst().orElse("none-0");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(timeLimit.get())
            .header("Content-Type", "application/json")
            .header("X-Scf-Request-Id", requestId)
            .header("X-Scf-Memory", "256")
            .header("X-Scf-Timeout", Long.toString(timeLimit.get().toMillis()))
            .header("X-Scf-Version", "$LATEST")
            .header("X-Scf-Name", "cos-liveness")
            .header("X-Scf-Namespace", "default")
            .header("X-Scf-Region", options.region())
            .header("X-Scf-Appid", bucket.substring(bucket.lastIndexOf('-') + 1))
            .header("X-Scf-Uin", "100000000001")
            .header("X-Scf-Trigger-Src", trigger)
            .header("X-Scf-Secret-Id", options.secretId())
            .header("X-Scf-Secret-Key", options.secretKey());
    if (options.sessionToken() != null) {
      request.header("X-Scf-Session-Token", options.sessionToken());
    }
    try {
      var answer =
          client.send(
              request.POST(HttpRequest.BodyPublishers.ofString(event)).build(),
              BodyHandlers.ofString());
      return new Delivery.Attempt(answer.statusCode(), answer.body());
    } catch (HttpTimeoutException late) {
      return new Delivery.Attempt(433, "TimeLimitReached");
    } catch (IOException unreachable) {
      return new Delivery.Attempt(0, String.valueOf(unreachable.getMessage()));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
