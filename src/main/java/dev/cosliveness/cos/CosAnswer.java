package dev.cosliveness.cos;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/** An answer whose body has not been read yet. */
public final class CosAnswer {
  private final Response response;
  private final InputStream body;

  CosAnswer(Response response) {
    this.response = response;
    this.body = response.hasEntity() ? response.readEntity(InputStream.class) : null;
  }

  public int status() {
    return response.getStatus();
  }

  /** Null when there is none. */
  public String header(String name) {
    return response.getHeaderString(name);
  }

  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    response.getStringHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
    return headers;
  }

  public String requestId() {
    String cos = header("x-cos-request-id");
    return cos != null ? cos : header("x-ci-request-id");
  }

  /** The server's clock; null when it does not say. */
  Instant date() {
    return time(header("Date"));
  }

  static Instant time(String header) {
    try {
      return header == null
          ? null
          : ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException unreadable) {
      return null;
    }
  }

  public InputStream body() {
    return body == null ? InputStream.nullInputStream() : body;
  }

  /**
   * The whole body.
   *
   * @param limit in bytes
   * @throws IOException when there is more, or when it breaks off
   */
  public byte[] bytes(int limit) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    for (int n = body().read(chunk); n >= 0; n = body().read(chunk)) {
      if (bytes.size() + n > limit) {
        throw new IOException("the answer is longer than " + limit + " bytes");
      }
      bytes.write(chunk, 0, n);
    }
    return bytes.toByteArray();
  }

  void close() {
    response.close();
  }
}
