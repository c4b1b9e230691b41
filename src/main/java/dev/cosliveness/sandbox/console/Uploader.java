package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.PercentCode;
import dev.cosliveness.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Somebody with a key who talks to the bucket over the wire, so that all of it is verified and
 * recorded like any other call. The sandbox is given as a proxy: so the bucket's name stays in the
 * Host header.
 */
final class Uploader {
  /** What came back. */
  record Answer(int status, String body) {}

  private final Sandbox sandbox;
  private HttpClient client;

  Uploader(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Answer put(String key, byte[] video, Map<String, String> headers) {
    return send("PUT", key, Map.of(), headers, BodyPublishers.ofByteArray(video));
  }

  Answer get(Map<String, String> parameters) {
    return send("GET", "", parameters, Map.of(), BodyPublishers.noBody());
  }

  private Answer send(
      String method,
      String key,
      Map<String, String> parameters,
      Map<String, String> headers,
      HttpRequest.BodyPublisher body) {
    Map<String, String> sent = new LinkedHashMap<>(headers);
    if (sandbox.options().sessionToken() != null) {
      sent.put("x-cos-security-token", sandbox.options().sessionToken());
    }
    Map<String, String> signed = new LinkedHashMap<>(sent);
    signed.put("host", sandbox.host());
    Instant now = sandbox.options().clock().instant().plus(sandbox.faults().clockSkew());
    String authorization =
        new Signature(sandbox.options(), now).authorization(method, "/" + key, parameters, signed);
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    parameters.forEach(
        (name, value) -> query.add(PercentCode.encode(name) + "=" + PercentCode.encode(value)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://" + sandbox.host() + "/" + PercentCode.encodePath(key) + query))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", authorization)
            .method(method, body);
    sent.forEach(request::header);
    try {
      HttpResponse<String> answer =
          client().send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.body());
    } catch (IOException dropped) {
      return new Answer(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "");
    }
  }

  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", sandbox.port())))
              .build();
    }
    return client;
  }
}
