package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/**
 * Percent encoding as COS signs it: UTF-8, only {@code A-Z a-z 0-9 - _ . ~} are left (document
 * 436/7778).
 */
public final class PercentCode {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PercentCode() {}

  public static String encode(String text) {
    return encode(text, "-_.~");
  }

  /** For keys: slashes stay readable. */
  public static String encodePath(String text) {
    return encode(text, "-_.~/");
  }

  private static String encode(String text, String kept) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : text.getBytes(UTF_8)) {
      char c = (char) (octet & 0xff);
      if (c < 0x80 && (Character.isLetterOrDigit(c) || kept.indexOf(c) >= 0)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  /**
   * Decodes once; a plus sign stays a plus sign.
   *
   * @throws IllegalArgumentException when a percent sign is not followed by two hex digits, or the
   *     octets are no UTF-8
   */
  static String decode(String encoded) {
    byte[] raw = encoded.getBytes(ISO_8859_1);
    ByteArrayOutputStream octets = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        octets.write(raw[i]);
        continue;
      }
      if (i + 2 >= raw.length) {
        throw new IllegalArgumentException("Percent sign without two digits");
      }
      octets.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
      i += 2;
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.toByteArray())).toString();
    } catch (CharacterCodingException notUtf8) {
      throw new IllegalArgumentException("Percent-encoded text must be UTF-8", notUtf8);
    }
  }

  /**
   * Header octets, which come one a char, as the text a client meant; Latin-1 where they are no
   * UTF-8.
   */
  static String headerText(String octets) {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets.getBytes(ISO_8859_1))).toString();
    } catch (CharacterCodingException notUtf8) {
      return octets;
    }
  }

  /** The text's UTF-8 octets, one a char, as they go into a header. */
  static String headerOctets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }
}
