package dev.cosliveness.cos;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The request signature of COS, {@code q-sign-algorithm=sha1} (document 436/7778). */
public final class CosSignature {
  private CosSignature() {}

  /** The time in which a signature holds, in whole seconds. */
  public record Window(long start, long end) {
    /** From a minute ago, for clocks that run behind, to {@code validity} from now. */
    public static Window around(Instant now, Duration validity) {
      return new Window(now.getEpochSecond() - 60, now.plus(validity).getEpochSecond());
    }

    @Override
    public String toString() {
      return start + ";" + end;
    }
  }

  /**
   * The value of {@code Authorization}. Everything handed in is signed.
   *
   * @param path decoded, with its leading slash
   * @param parameters decoded; a null value is a parameter without one
   * @param headers decoded, names in any case
   */
  public static String authorization(
      Credentials credentials,
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, String> headers,
      Window window) {
    return pairs(fields(credentials, method, path, parameters, headers, window));
  }

  /**
   * The query of a presigned URL: the signature's fields, then the session token, which stays
   * outside the signature, then the parameters themselves.
   */
  public static String presignedQuery(
      Credentials credentials,
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, String> headers,
      Window window) {
    Map<String, String> query =
        new LinkedHashMap<>(fields(credentials, method, path, parameters, headers, window));
    if (credentials.sessionToken() != null) {
      query.put("x-cos-security-token", credentials.sessionToken());
    }
    query.putAll(parameters);
    return query(query);
  }

  /** A query string, byte for byte as it is signed. */
  public static String query(Map<String, String> parameters) {
    StringJoiner query = new StringJoiner("&");
    parameters.forEach(
        (name, value) ->
            query.add(
                value == null
                    ? UrlEncoding.encode(name)
                    : UrlEncoding.encode(name) + "=" + UrlEncoding.encode(value)));
    return query.toString();
  }

  private static Map<String, String> fields(
      Credentials credentials,
      String method,
      String path,
      Map<String, String> parameters,
      Map<String, String> headers,
      Window window) {
    TreeMap<String, String> signedParameters = canonical(parameters);
    TreeMap<String, String> signedHeaders = canonical(headers);
    String httpString =
        method.toLowerCase(Locale.ROOT)
            + "\n"
            + path
            + "\n"
            + pairs(signedParameters)
            + "\n"
            + pairs(signedHeaders)
            + "\n";
    String time = window.toString();
    String stringToSign = "sha1\n" + time + "\n" + sha1(httpString) + "\n";
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("q-sign-algorithm", "sha1");
    fields.put("q-ak", credentials.secretId());
    fields.put("q-sign-time", time);
    fields.put("q-key-time", time);
    fields.put("q-header-list", String.join(";", signedHeaders.keySet()));
    fields.put("q-url-param-list", String.join(";", signedParameters.keySet()));
    fields.put("q-signature", hmac(SignKey.of(credentials, time), stringToSign));
    return fields;
  }

  /** The key of one second: a check makes most of its calls with the one before. */
  private static final class SignKey {
    private static volatile SignKey latest = new SignKey("", "", "");

    private final String secretKey;
    private final String time;
    private final String key;

    private SignKey(String secretKey, String time, String key) {
      this.secretKey = secretKey;
      this.time = time;
      this.key = key;
    }

    static String of(Credentials credentials, String time) {
      SignKey known = latest;
      if (!known.time.equals(time) || !known.secretKey.equals(credentials.secretKey())) {
        known = new SignKey(credentials.secretKey(), time, hmac(credentials.secretKey(), time));
        latest = known;
      }
      return known.key;
    }
  }

  /** Names encoded, then in lower case, in order; values encoded. */
  private static TreeMap<String, String> canonical(Map<String, String> pairs) {
    TreeMap<String, String> canonical = new TreeMap<>();
    pairs.forEach(
        (name, value) ->
            canonical.put(
                UrlEncoding.encode(name).toLowerCase(Locale.ROOT),
                value == null ? "" : UrlEncoding.encode(value)));
    return canonical;
  }

  private static String pairs(Map<String, String> pairs) {
    StringJoiner joined = new StringJoiner("&");
    pairs.forEach((name, value) -> joined.add(name + "=" + value));
    return joined.toString();
  }

  private static String hmac(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(message.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
