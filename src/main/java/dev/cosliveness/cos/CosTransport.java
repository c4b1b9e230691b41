package dev.cosliveness.cos;

import io.quarkus.rest.client.reactive.QuarkusRestClientBuilder;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.resteasy.reactive.client.api.QuarkusRestClientProperties;

/**
 * Signs a request, sends it, and reads the answer within its time. Requests that do no harm twice
 * are repeated on 5xx, 429 and lost connections; a chargeable one only when it certainly did not
 * arrive.
 */
public final class CosTransport {
  private static final int ERROR_LIMIT = 64 * 1024;

  /**
   * Each chunk wakes a thread: with the normal 8 KB a best frame costs more in that than in bytes.
   */
  private static final int CHUNK = 256 * 1024;

  private static final Duration VALIDITY = Duration.ofMinutes(10);

  private final CosApi api;
  private final String endpoint;
  private final ServerClock clock;
  private final Backoff backoff;
  private final Alarms alarms = new Alarms();

  private CosTransport(CosApi api, String endpoint, ServerClock clock, Backoff backoff) {
    this.api = api;
    this.endpoint = endpoint;
    this.clock = clock;
    this.backoff = backoff;
  }

  /** Reads what is wanted of an answer; the connection is freed when it returns. */
  public interface Reader<T> {
    T read(CosAnswer answer) throws IOException;
  }

  /**
   * @param endpoint where connections go instead of the virtual host; null for COS itself
   * @param longest after which a connection that says nothing is given up, whoever waits for it
   * @param connections at most, at the same time
   */
  public static CosTransport open(
      URI endpoint, Duration connectTimeout, Duration longest, int connections, Clock clock) {
    CosApi api =
        QuarkusRestClientBuilder.newBuilder()
            .baseUri(endpoint == null ? URI.create("https://myqcloud.com") : endpoint)
            .connectTimeout(connectTimeout.toMillis(), TimeUnit.MILLISECONDS)
            .readTimeout(longest.toMillis(), TimeUnit.MILLISECONDS)
            .property(QuarkusRestClientProperties.CONNECTION_POOL_SIZE, connections)
            .property(QuarkusRestClientProperties.MAX_CHUNK_SIZE, CHUNK)
            // our own exceptions say which operation it was
            .property(QuarkusRestClientProperties.CAPTURE_STACKTRACE, false)
            .property(QuarkusRestClientProperties.DISABLE_CONTEXTUAL_ERROR_MESSAGES, true)
            .property("microprofile.rest.client.disable.default.mapper", true)
            .register(new CosHeaders())
            .build(CosApi.class);
    Backoff backoff = new Backoff(Duration.ofMillis(200), 3, new java.security.SecureRandom());
    String base = endpoint == null ? null : endpoint.toString().replaceAll("/+$", "");
    return new CosTransport(api, base, new ServerClock(clock), backoff);
  }

  /** Sends, and reads an answer of 2xx; everything else becomes a {@link CosException}. */
  <T> T send(String host, CosRequest request, Credentials as, Limits limits, Reader<T> reader) {
    boolean clockCorrected = false;
    for (int repetition = 1; ; repetition++) {
      Instant signedAt = clock.now();
      Refusal refusal;
      try {
        Object result = attempt(host, request, as, signedAt, limits.attempt(), reader);
        if (!(result instanceof Refusal refused)) {
          @SuppressWarnings("unchecked")
          T wanted = (T) result;
          return wanted;
        }
        refusal = refused;
      } catch (CosException lost) {
        refusal = new Refusal(lost, null);
      }
      CosException failure = refusal.why();
      if (failure.status() == 403
          && !clockCorrected
          && clock.correct(refusal.serverTime(), signedAt)) {
        clockCorrected = true;
        continue;
      }
      boolean again = failure.isTransient() && (!request.chargeable() || neverArrived(failure));
      Duration pause = backoff.before(repetition);
      if (!again || repetition > backoff.repetitions() || !limits.allow(pause)) {
        throw failure;
      }
      sleep(pause, failure);
    }
  }

  /** The host header is named only where the URL leads elsewhere, which a browser cannot follow. */
  CosBucket.PresignedPut presignPut(
      String host,
      String key,
      Map<String, String> parameters,
      Map<String, String> headers,
      Credentials as,
      Duration validity) {
    Map<String, String> signed = new LinkedHashMap<>(headers);
    signed.put("Host", host);
    CosSignature.Window window = CosSignature.Window.around(clock.now(), validity);
    String query = CosSignature.presignedQuery(as, "PUT", "/" + key, parameters, signed, window);
    return new CosBucket.PresignedPut(
        base(host) + UrlEncoding.path(key) + "?" + query,
        endpoint == null ? headers : signed,
        Instant.ofEpochSecond(window.end()));
  }

  /**
   * @param serverTime null when the refusal was not for the time of the signature
   */
  private record Refusal(CosException why, Instant serverTime) {}

  /** Whatever was answered has arrived, and may have been charged, whatever its status. */
  private static boolean neverArrived(CosException failure) {
    return failure.status() == 0 && !failure.mayHaveRun();
  }

  /** A verdict may come with any status, and is not to be asked for twice. */
  private static boolean isAboutTime(CosRequest request, CosError error) {
    return error.code() == null && !request.chargeable()
        || "AccessDenied".equals(error.code())
        || error.saysExpired();
  }

  /** The result of the reader, or a {@link Refusal}. */
  private <T> Object attempt(
      String host,
      CosRequest request,
      Credentials as,
      Instant signedAt,
      Duration limit,
      Reader<T> reader) {
    if (Thread.currentThread().isInterrupted()) {
      throw CosException.noAnswer(request.operation(), "interrupted", null, false);
    }
    if (request.chargeable() && limit.isZero()) {
      throw CosException.noAnswer(request.operation(), "no time left to send it", null, false);
    }
    try (Alarms.Alarm alarm = alarms.in(limit)) {
      try {
        return once(host, request, as, signedAt, reader);
      } catch (CosException known) {
        throw known;
      } catch (IOException | RuntimeException | Error failed) {
        // errors too: what ran out of memory over its answer has been paid for all the same
        if (alarm.rang()) {
          String late = "not within " + limit.toMillis() + " ms";
          throw CosException.noAnswer(request.operation(), late, null, true);
        }
        throw failure(request, failed);
      }
    }
  }

  private <T> Object once(
      String host, CosRequest request, Credentials as, Instant signedAt, Reader<T> reader)
      throws IOException {
    Response response = exchange(host, request, as, signedAt);
    boolean hasBody = !request.method().equals("HEAD") && response.getStatus() != 304;
    CosAnswer answer = new CosAnswer(response, hasBody);
    try {
      if (answer.status() / 100 == 2) {
        return reader.read(answer);
      }
      CosError error = CosError.read(answer.bytes(ERROR_LIMIT));
      CosException why =
          CosException.refused(request.operation(), answer.status(), error, answer.requestId());
      return new Refusal(why, isAboutTime(request, error) ? answer.date() : null);
    } finally {
      answer.close();
    }
  }

  private Response exchange(String host, CosRequest request, Credentials as, Instant signedAt) {
    Map<String, String> signed = new LinkedHashMap<>(request.headers());
    signed.put("Host", host);
    if (as.sessionToken() != null) {
      signed.put("x-cos-security-token", as.sessionToken());
    }
    String authorization =
        CosSignature.authorization(
            as,
            request.method(),
            "/" + request.key(),
            request.parameters(),
            signed,
            CosSignature.Window.around(signedAt, VALIDITY));
    signed.put("Authorization", authorization);
    String url = url(host, request);
    return ScopedValue.where(CosHeaders.SIGNED, signed)
        .call(
            () ->
                switch (request.method()) {
                  case "HEAD" -> api.head(url);
                  case "GET" -> api.get(url);
                  case "DELETE" -> api.delete(url);
                  case "PUT" -> api.put(url, request.body());
                  default -> throw new IllegalArgumentException(request.method());
                });
  }

  private String url(String host, CosRequest request) {
    String query = CosSignature.query(request.parameters());
    return base(host) + UrlEncoding.path(request.key()) + (query.isEmpty() ? "" : "?" + query);
  }

  private String base(String host) {
    return endpoint == null ? "https://" + host : endpoint;
  }

  private static CosException failure(CosRequest request, Throwable failed) {
    Throwable root =
        failed instanceof ProcessingException && failed.getCause() != null
            ? failed.getCause()
            : failed;
    boolean interrupted =
        root instanceof InterruptedException || root instanceof InterruptedIOException;
    if (interrupted && !(root instanceof SocketTimeoutException)) {
      Thread.currentThread().interrupt();
      return CosException.noAnswer(request.operation(), "interrupted", null, true);
    }
    boolean arrived = !(root instanceof ConnectException || root instanceof UnknownHostException);
    String why =
        root.getClass()
            .getSimpleName()
            .replaceAll("^Annotated|Exception$", "")
            .toLowerCase(Locale.ROOT);
    return CosException.noAnswer(request.operation(), why, null, arrived);
  }

  private static void sleep(Duration pause, CosException failure) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw failure;
    }
  }

  /** How long one attempt may take, and when all of it has to be over. */
  record Limits(Duration timeout, Deadline deadline, Duration keep) {
    Duration attempt() {
      return deadline.left(timeout, keep);
    }

    /** Whether there is time for another attempt after a pause. */
    boolean allow(Duration pause) {
      return deadline.allows(pause.plus(keep));
    }
  }
}
