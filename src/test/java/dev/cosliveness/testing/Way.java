package dev.cosliveness.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The ways in which one and the same request comes. */
public enum Way {
  PLAIN {
    @Override
    public ObjectNode event(Call call) {
      throw new IllegalStateException("comes without an event");
    }

    @Override
    public Reply send(URI home, Call call) {
      StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
      call.query().forEach((name, value) -> query.add(encoded(name) + "=" + encoded(value)));
      HttpRequest.Builder request =
          HttpRequest.newBuilder(home.resolve("/" + call.function() + query))
              .method(
                  call.method(),
                  call.body() == null
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(call.body()));
      call.headers().forEach(request::header);
      return exchange(request.build());
    }
  },
  /** As document 583/96099 shows it: no flag for Base64, header names in lower case. */
  FUNCTION_URL {
    @Override
    public ObjectNode event(Call call) {
      ObjectNode event = JsonNodeFactory.instance.objectNode();
      event.put("httpMethod", call.method()).put("path", "/" + call.function());
      ObjectNode headers = event.putObject("headers").put("x-scf-remote-addr", "10.0.0.1");
      call.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
      ObjectNode query = event.putObject("queryString");
      call.query().forEach(query::put);
      if (call.body() != null) {
        event.put("body", call.body());
      }
      return event;
    }
  },
  /** As document 583/12513 shows it, with a stage and a service before the path, and Base64. */
  API_GATEWAY {
    @Override
    public ObjectNode event(Call call) {
      ObjectNode event = JsonNodeFactory.instance.objectNode();
      event.put("httpMethod", call.method()).put("path", "/release/liveness/" + call.function());
      event.putObject("requestContext").put("stage", "release").put("httpMethod", call.method());
      event.putObject("pathParameters").put("path", "verdict");
      event.putObject("stageVariables").put("stage", "release");
      ObjectNode headers = event.putObject("headers").put("User-Agent", "gateway");
      call.headers().forEach((name, value) -> headers.put(name.toUpperCase(Locale.ROOT), value));
      ObjectNode query = event.putObject("queryString").put("unused", true);
      call.query().forEach((name, value) -> query.putArray(name).add(value).add("second"));
      if (call.body() != null) {
        String body = Base64.getEncoder().encodeToString(call.body().getBytes(UTF_8));
        event.put("body", body).put("isBase64Encoded", true);
      }
      return event;
    }
  };

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  public Reply send(URI home, Call call) {
    return invoke(home, event(call));
  }

  /** As the platform passes it on. */
  public abstract ObjectNode event(Call call);

  /** An event with an HTTP request in it, and the answer that a gateway would make of it. */
  public static Reply invoke(URI home, JsonNode event) {
    Reply outer = post(home, event.toString());
    if (outer.status() != 200) {
      throw new AssertionError("the event itself was answered with " + outer.status());
    }
    return integrated(outer.body());
  }

  /** An event as it is, and what the platform is told. */
  public static Reply post(URI home, String event) {
    return exchange(
        HttpRequest.newBuilder(home.resolve("/event-invoke"))
            .POST(HttpRequest.BodyPublishers.ofString(event))
            .build());
  }

  /** The integrated response that a gateway takes apart. */
  public static Reply integrated(JsonNode answer) {
    if (answer.path("isBase64Encoded").asBoolean(true)
        || !answer.path("statusCode").isInt()
        || !answer.path("body").isTextual()) {
      throw new AssertionError("no integrated response");
    }
    Map<String, String> headers = new HashMap<>();
    answer
        .path("headers")
        .properties()
        .forEach(field -> headers.put(field.getKey(), field.getValue().asText()));
    return new Reply(
        answer.path("statusCode").asInt(), headers, Reply.json(answer.path("body").asText()));
  }

  public static Reply exchange(HttpRequest request) {
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      Map<String, String> headers = new HashMap<>();
      answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
      return new Reply(answer.statusCode(), headers, Reply.json(answer.body()));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
