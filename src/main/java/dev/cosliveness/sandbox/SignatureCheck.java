package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Verifies {@code q-sign-algorithm=sha1} from the raw request (document 436/7778). Written from the
 * document alone, so that it can contradict the product's own signer.
 */
final class SignatureCheck {
  /**
   * How far a signature's start may lie in the future before the client's clock is called wrong.
   */
  private static final long FUTURE_SECONDS = 5;

  private final SandboxOptions options;

  SignatureCheck(SandboxOptions options) {
    this.options = options;
  }

  /**
   * @throws CosProblem as COS answers it
   */
  void verify(Request request, Instant now) {
    SignatureFields fields =
        SignatureFields.of(request)
            .orElseThrow(() -> new CosProblem(403, "AccessDenied", "Access Denied."));
    if (!fields.algorithm().equals("sha1")) {
      throw new CosProblem(403, "AccessDenied", "Unsupported q-sign-algorithm");
    }
    if (!fields.accessKey().equals(options.secretId())) {
      throw new CosProblem(
          403,
          "InvalidAccessKeyId",
          "The Access Key Id you provided does not exist in our records");
    }
    verifyWindow(fields.signTime(), now);
    verifyWindow(fields.keyTime(), now);
    verifySignature(fields, request);
    verifyToken(request);
  }

  private static void verifyWindow(String window, Instant now) {
    if (!window.matches("[0-9]{1,12};[0-9]{1,12}")) {
      throw new CosProblem(403, "AccessDenied", "Authorization time is invalid");
    }
    String[] bounds = window.split(";");
    long seconds = now.getEpochSecond();
    if (Long.parseLong(bounds[0]) > seconds + FUTURE_SECONDS) {
      throw new CosProblem(
          403,
          "RequestTimeTooSkewed",
          "The difference between the request time and the current time is too large.",
          Map.of("ServerTime", now.toString()));
    }
    if (Long.parseLong(bounds[1]) < seconds) {
      throw new CosProblem(
          403, "AccessDenied", "Request has expired", Map.of("ServerTime", now.toString()));
    }
  }

  private void verifySignature(SignatureFields fields, Request request) {
    String httpString = httpString(fields, request);
    String stringToSign = "sha1\n" + fields.signTime() + "\n" + sha1(httpString) + "\n";
    String expected = hmac(hmac(options.secretKey(), fields.keyTime()), stringToSign);
    if (!expected.equals(fields.signature())) {
      Map<String, String> details = new LinkedHashMap<>();
      details.put("StringToSign", stringToSign);
      details.put("FormatString", httpString);
      throw new CosProblem(
          403, "SignatureDoesNotMatch", "The Signature you specified is invalid.", details);
    }
  }

  private static String httpString(SignatureFields fields, Request request) {
    Map<String, String> parameters = new TreeMap<>();
    for (Request.Parameter parameter : request.parameters()) {
      String name = PercentCode.encode(parameter.name()).toLowerCase(Locale.ROOT);
      if (fields.parameters().contains(name)) {
        parameters.putIfAbsent(name, PercentCode.encode(parameter.value()));
      }
    }
    Map<String, String> headers = new TreeMap<>();
    request
        .headers()
        .forEach(
            (header, values) -> {
              String name = PercentCode.encode(header).toLowerCase(Locale.ROOT);
              if (fields.headers().contains(name)) {
                headers.put(name, PercentCode.encode(PercentCode.headerText(values.getFirst())));
              }
            });
    return request.method().toLowerCase(Locale.ROOT)
        + "\n"
        + request.path()
        + "\n"
        + joined(fields.parameters(), parameters)
        + "\n"
        + joined(fields.headers(), headers)
        + "\n";
  }

  /**
   * A name in the list that the request does not carry counts as empty, and so breaks the
   * signature.
   */
  private static String joined(List<String> listed, Map<String, String> present) {
    return listed.stream()
        .sorted()
        .map(name -> name + "=" + present.getOrDefault(name, ""))
        .collect(Collectors.joining("&"));
  }

  private void verifyToken(Request request) {
    if (options.sessionToken() == null) {
      return;
    }
    String token = request.header("x-cos-security-token");
    if (token == null) {
      token = request.parameter("x-cos-security-token").orElse(null);
    }
    if (!options.sessionToken().equals(token)) {
      throw new CosProblem(
          403, "InvalidAccessKeyId", "The session token must go with this Access Key Id");
    }
  }

  private static String sha1(String text) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
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
