package dev.cosliveness.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The running application, called as SCF calls an image. */
public final class Application implements EventTarget {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = new JsonMapper();

  private final URI home;
  private final Map<String, String> headers = new LinkedHashMap<>();

  public Application(URI home) {
    this.home = home;
  }

  /** The same with a header of the platform's. */
  public Application with(String header, String value) {
    Application other = new Application(home);
    other.headers.putAll(headers);
    other.headers.put(header, value);
    return other;
  }

  @Override
  public Answer invoke(String event, Duration time) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(home.resolve("/event-invoke"))
            .header("X-Scf-Timeout", String.valueOf(time.toMillis()))
            .POST(HttpRequest.BodyPublishers.ofString(event));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode() != 200, JSON.readTree(answer.body()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
