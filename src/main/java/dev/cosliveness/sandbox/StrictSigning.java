package dev.cosliveness.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What COS lets pass but this project promises: host, every x-cos-* header, the type and digest of
 * a body and every parameter are signed. The session token may stay unsigned, as the official Java
 * SDK leaves it; so may the type of a presigned upload's body, which the browser adds.
 */
final class StrictSigning {

  private StrictSigning() {}

  /** Names only, never values. */
  static List<String> unsigned(Request request) {
    SignatureFields fields = SignatureFields.of(request).orElseThrow();
    List<String> unsigned = new ArrayList<>();
    for (String header : request.headers().keySet()) {
      boolean ofBody = header.equals("content-type") || header.equals("content-md5");
      boolean wanted =
          header.equals("host")
              || header.startsWith("x-cos-")
              || ofBody && request.body().length > 0 && !fields.presigned();
      if (wanted && !mayBeUnsigned(header) && !fields.headers().contains(header)) {
        unsigned.add("header " + header);
      }
    }
    for (Request.Parameter parameter : request.parameters()) {
      String name = PercentCode.encode(parameter.name()).toLowerCase(Locale.ROOT);
      boolean ofSignature = fields.presigned() && (name.startsWith("q-") || name.equals("sign"));
      if (!ofSignature && !mayBeUnsigned(name) && !fields.parameters().contains(name)) {
        unsigned.add("parameter " + parameter.name());
      }
    }
    return unsigned;
  }

  /** The SDK adds its own x-cos-sdk-* after signing. */
  private static boolean mayBeUnsigned(String name) {
    return name.equals("x-cos-security-token") || name.startsWith("x-cos-sdk-");
  }
}
