package dev.cosliveness.cos;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request before it is signed. Immutable: each {@code with} makes another one.
 *
 * @param key empty for a request to the bucket itself
 * @param parameters decoded; a null value is a parameter without one
 * @param chargeable not to be sent a second time once it may have been carried out
 */
record CosRequest(
    String method,
    String key,
    Map<String, String> parameters,
    Map<String, String> headers,
    byte[] body,
    boolean chargeable) {

  static CosRequest of(String method, String key) {
    return new CosRequest(method, key, Map.of(), Map.of(), null, false);
  }

  CosRequest with(String parameter, String value) {
    return new CosRequest(
        method, key, plus(parameters, parameter, value), headers, body, chargeable);
  }

  /** Leaves a parameter out that has no value. */
  CosRequest withOptional(String parameter, String value) {
    return value == null ? this : with(parameter, value);
  }

  CosRequest withHeader(String name, String value) {
    return new CosRequest(method, key, parameters, plus(headers, name, value), body, chargeable);
  }

  CosRequest withBody(byte[] content, String contentType) {
    return new CosRequest(method, key, parameters, headers, content, chargeable)
        .withHeader("Content-Type", contentType)
        .withHeader("Content-MD5", md5(content));
  }

  CosRequest charged() {
    return new CosRequest(method, key, parameters, headers, body, true);
  }

  /** What a log may say of it: parameter names, no values, no key. */
  String operation() {
    String process = parameters.get("ci-process");
    String what = process != null ? "ci-process=" + process : String.join("&", parameters.keySet());
    return method + (key.isEmpty() ? " bucket" : " object") + (what.isEmpty() ? "" : " ?" + what);
  }

  @Override
  public String toString() {
    return operation();
  }

  private static Map<String, String> plus(Map<String, String> map, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }

  private static String md5(byte[] content) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
