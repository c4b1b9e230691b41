package dev.cosliveness.cos;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;

/**
 * The one percent-encoding of URL and signature: UTF-8, {@code A-Z a-z 0-9 - _ . ~} kept,
 * everything else {@code %XX} in upper case (COS document 436/7778).
 */
public final class UrlEncoding {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);

  private UrlEncoding() {}

  /** Encodes a parameter, a header value or a single path segment. */
  public static String encode(String text) {
    return encode(text, false);
  }

  /**
   * Encodes an object key as a path with its leading slash. A slash that follows a slash or a dot
   * is encoded too, as the official SDKs do: otherwise proxies and URL parsers would fold {@code
   * //}, {@code ./} and {@code ../}.
   */
  public static String path(String key) {
    return "/" + encode(key, true);
  }

  /** Decodes {@code %XX} only: a plus sign stays a plus sign. */
  public static String decode(String encoded) {
    return URLDecoder.decode(encoded.replace("+", "%2B"), UTF_8);
  }

  private static String encode(String text, boolean keepSlashes) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] out = new byte[3 * bytes.length];
    int length = 0;
    byte previous = '/';
    for (byte b : bytes) {
      boolean plainSlash = keepSlashes && b == '/' && previous != '/' && previous != '.';
      if (plainSlash || unreserved(b)) {
        out[length++] = b;
      } else {
        out[length++] = '%';
        out[length++] = HEX[b >> 4 & 15];
        out[length++] = HEX[b & 15];
      }
      previous = b;
    }
    return new String(out, 0, length, ISO_8859_1);
  }

  private static boolean unreserved(byte b) {
    return b >= 'a' && b <= 'z'
        || b >= 'A' && b <= 'Z'
        || b >= '0' && b <= '9'
        || b == '-'
        || b == '_'
        || b == '.'
        || b == '~';
  }
}
