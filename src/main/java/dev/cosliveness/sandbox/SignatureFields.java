package dev.cosliveness.sandbox;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The seven fields of a signature, from the header or from the query of a presigned URL.
 *
 * @param presigned whoever holds a presigned URL adds headers that its signer could not know
 */
record SignatureFields(
    String algorithm,
    String accessKey,
    String signTime,
    String keyTime,
    List<String> headers,
    List<String> parameters,
    String signature,
    boolean presigned) {

  /** Empty when the request is not signed at all. */
  static Optional<SignatureFields> of(Request request) {
    String header = request.header("authorization");
    if (header != null) {
      return Optional.of(of(split(header), false));
    }
    Optional<String> sign = request.parameter("sign");
    if (sign.isPresent()) {
      return Optional.of(of(split(sign.get()), true));
    }
    Map<String, String> fields = new HashMap<>();
    request.parameters().stream()
        .filter(parameter -> parameter.name().startsWith("q-"))
        .forEach(parameter -> fields.put(parameter.name(), parameter.value()));
    return fields.containsKey("q-signature") ? Optional.of(of(fields, true)) : Optional.empty();
  }

  private static Map<String, String> split(String authorization) {
    Map<String, String> fields = new HashMap<>();
    for (String field : authorization.split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(field.substring(0, equals), field.substring(equals + 1));
      }
    }
    return fields;
  }

  private static SignatureFields of(Map<String, String> fields, boolean presigned) {
    return new SignatureFields(
        fields.getOrDefault("q-sign-algorithm", ""),
        fields.getOrDefault("q-ak", ""),
        fields.getOrDefault("q-sign-time", ""),
        fields.getOrDefault("q-key-time", ""),
        list(fields.getOrDefault("q-header-list", "")),
        list(fields.getOrDefault("q-url-param-list", "")),
        fields.getOrDefault("q-signature", ""),
        presigned);
  }

  private static List<String> list(String names) {
    return Arrays.stream(names.split(";")).filter(name -> !name.isEmpty()).toList();
  }
}
