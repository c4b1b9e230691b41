package dev.cosliveness.cos;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** An answer whose body has not been read yet. */
public final class CosAnswer {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final Response response;
  private final InputStream body;
  private final long length;
  private boolean atEnd;

  /**
   * @param hasBody false for HEAD and for 304, whose length is that of another answer
   */
  CosAnswer(Response response, boolean hasBody) {
    this.response = response;
    this.body = hasBody && response.hasEntity() ? response.readEntity(InputStream.class) : null;
    String declared = header("Content-Length");
    this.length =
        declared != null && NUMBER.matcher(declared).matches() ? Long.parseLong(declared) : -1;
    this.atEnd = !hasBody || length == 0;
  }

  public int status() {
    return response.getStatus();
  }

  /** Null when there is none. */
  public String header(String name) {
    Object value = response.getHeaders().getFirst(name);
    return value == null ? null : value.toString();
  }

  Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    response
        .getHeaders()
        .forEach((name, values) -> headers.put(name, values.getFirst().toString()));
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
    if (body == null) {
      return new byte[0];
    }
    if (length > limit) {
      throw tooLong(limit);
    }
    if (length >= 0) {
      // asking for anything after the declared end would wait for the connection to say that it is
      byte[] bytes = new byte[(int) length];
      int read = body.readNBytes(bytes, 0, bytes.length);
      if (read < length) {
        throw new IOException("the answer ends after " + read + " of " + length + " bytes");
      }
      atEnd = true;
      return bytes;
    }
    byte[] bytes = body.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw tooLong(limit);
    }
    return bytes;
  }

  /** Of the body in bytes, or of the one that HEAD leaves out; -1 when the server does not say. */
  long length() {
    return length;
  }

  private static IOException tooLong(int limit) {
    return new IOException("the answer is longer than " + limit + " bytes");
  }

  /**
   * Frees the connection of what was not read; telling it that there is nothing costs a wake-up.
   */
  void close() {
    if (!atEnd) {
      response.close();
    }
  }
}
