package dev.cosliveness.sandbox;

import com.qcloud.cos.auth.BasicCOSCredentials;
import com.qcloud.cos.auth.COSSigner;
import com.qcloud.cos.http.HttpMethodName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/** Calls the official SDK has no method for, signed by the official SDK's signer. */
final class SignedCalls implements AutoCloseable {
  private final Sandbox sandbox;
  private final HttpClient client;
  private final String host;

  SignedCalls(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.host = sandbox.host();
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", sandbox.port())))
            .build();
  }

  static Map<String, String> silent(Person person) {
    return liveness(person, "SILENT", null);
  }

  static Map<String, String> liveness(Person person, String type, String data) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("ci-process", "LivenessRecognition");
    parameters.put("IdCard", person.idCard());
    parameters.put("Name", person.name());
    parameters.put("LivenessType", type);
    if (data != null) {
      parameters.put("ValidateData", data);
    }
    return parameters;
  }

  HttpResponse<String> get(String key, Map<String, String> parameters) throws IOException {
    return send("GET", key, parameters, Map.of(), new byte[0]);
  }

  HttpResponse<String> put(String key, Map<String, String> parameters, byte[] body)
      throws IOException {
    return send("PUT", key, parameters, Map.of("Content-Type", "video/mp4"), body);
  }

  HttpResponse<String> send(
      String method,
      String key,
      Map<String, String> parameters,
      Map<String, String> headers,
      byte[] body)
      throws IOException {
    String authorization = authorizationFor(method, key, parameters, headers);
    return unsigned(method, key, parameters, headers, body, authorization);
  }

  String authorizationFor(
      String method, String key, Map<String, String> parameters, Map<String, String> headers) {
    Map<String, String> signed = new LinkedHashMap<>(headers);
    signed.put("Host", host);
    COSSigner signer = new COSSigner();
    return signer.buildAuthorizationStr(
        HttpMethodName.valueOf(method),
        "/" + key,
        signed,
        parameters,
        new BasicCOSCredentials(sandbox.options().secretId(), sandbox.options().secretKey()),
        Date.from(Instant.now().minusSeconds(60)),
        Date.from(Instant.now().plusSeconds(600)),
        true);
  }

  HttpResponse<String> unsigned(
      String method,
      String key,
      Map<String, String> parameters,
      Map<String, String> headers,
      byte[] body,
      String authorization)
      throws IOException {
    StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
    parameters.forEach(
        (name, value) -> query.add(PercentCode.encode(name) + "=" + PercentCode.encode(value)));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://" + host + "/" + PercentCode.encodePath(key) + query))
            .method(
                method,
                body.length == 0 && !method.equals("PUT")
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
