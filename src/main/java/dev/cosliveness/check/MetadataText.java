package dev.cosliveness.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.cos.UrlEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Reads a header value whose encoding nobody prescribes: percent-encoded UTF-8, UTF-8 bytes that a
 * client took for Latin-1, or plain text.
 */
final class MetadataText {
  private MetadataText() {}

  /** Null when there is none. */
  static String decode(String value) {
    return value == null ? null : percent(latin1(value)).strip();
  }

  private static String latin1(String value) {
    if (value.chars().allMatch(c -> c < 0x80) || value.chars().anyMatch(c -> c > 0xff)) {
      return value;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException plain) {
      return value;
    }
  }

  private static String percent(String value) {
    if (!value.contains("%")) {
      return value;
    }
    try {
      String decoded = UrlEncoding.decode(value);
      return decoded.indexOf('\uFFFD') >= 0 ? value : decoded;
    } catch (IllegalArgumentException plain) {
      return value;
    }
  }
}
