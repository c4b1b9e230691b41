package dev.cosliveness.sandbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.sandbox.PercentCode;
import dev.cosliveness.sandbox.SandboxOptions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as an uploader does: {@code q-sign-algorithm=sha1} (document 436/7778). */
record Signature(SandboxOptions options, Instant now) {

  /**
   * @param path decoded, with its leading slash
   * @param headers all that are to be signed, names in lower case
   */
  String authorization(
      String method, String path, Map<String, String> parameters, Map<String, String> headers) {
    SortedMap<String, String> signedParameters = encoded(parameters);
    SortedMap<String, String> signedHeaders = encoded(headers);
    String time =
        now.minusSeconds(60).getEpochSecond() + ";" + now.plusSeconds(600).getEpochSecond();
    String http =
        String.join(
            "\n",
            method.toLowerCase(Locale.ROOT),
            path,
            joined(signedParameters),
            joined(signedHeaders),
            "");
    String toSign = "sha1\n" + time + "\n" + sha1(http) + "\n";
    return "q-sign-algorithm=sha1&q-ak="
        + options.secretId()
        + "&q-sign-time="
        + time
        + "&q-key-time="
        + time
        + "&q-header-list="
        + String.join(";", signedHeaders.keySet())
        + "&q-url-param-list="
        + String.join(";", signedParameters.keySet())
        + "&q-signature="
        + hmac(hmac(options.secretKey(), time), toSign);
  }

  private static SortedMap<String, String> encoded(Map<String, String> fields) {
    SortedMap<String, String> encoded = new TreeMap<>();
    fields.forEach(
        (name, value) ->
            encoded.put(
                PercentCode.encode(name).toLowerCase(Locale.ROOT), PercentCode.encode(value)));
    return encoded;
  }

  private static String joined(SortedMap<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + field.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String sha1(String text) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1 must be there", e);
    }
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA1"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA1 must be there", e);
    }
  }
}
