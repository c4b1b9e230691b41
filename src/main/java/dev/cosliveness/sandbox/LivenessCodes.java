package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every code a check can end with, and the text Tencent sends with it (document 460/48641 and its
 * sibling API's).
 */
final class LivenessCodes {
  private static final Map<String, String> TEXTS = load();

  private LivenessCodes() {}

  /** Code to text, in the API page's order. */
  static Map<String, String> texts() {
    return TEXTS;
  }

  static String text(String code) {
    return TEXTS.getOrDefault(code, "未知错误");
  }

  private static Map<String, String> load() {
    try (InputStream in = LivenessCodes.class.getResourceAsStream("/sandbox/codes.tsv")) {
      Map<String, String> texts = new LinkedHashMap<>();
      for (String line : new String(in.readAllBytes(), UTF_8).lines().toList()) {
        int tab = line.indexOf('\t');
        texts.put(line.substring(0, tab), line.substring(tab + 1));
      }
      return Collections.unmodifiableMap(texts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
