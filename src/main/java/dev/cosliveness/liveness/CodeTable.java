package dev.cosliveness.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every code that is known, from {@code liveness-codes.tsv}: the codes of document 460/48641, those
 * that only the SDKs and sibling pages know, those of COS (document 436/7730) and our own.
 */
public final class CodeTable {
  private static final Map<String, LivenessCode> BY_CODE = new LinkedHashMap<>();
  private static final Map<String, LivenessCode> BY_TEXT = new LinkedHashMap<>();

  static {
    load();
  }

  private CodeTable() {}

  public static Collection<LivenessCode> all() {
    return Collections.unmodifiableCollection(BY_CODE.values());
  }

  /** A code that is not known is one for manual review. */
  public static LivenessCode of(String code) {
    LivenessCode known = BY_CODE.get(code);
    return known != null ? known : LivenessCode.unknown(code);
  }

  /** The code that Tencent's Chinese text stands for, for answers that carry a text only. */
  public static Optional<LivenessCode> byText(String text) {
    return text == null
        ? Optional.empty()
        : Optional.ofNullable(BY_TEXT.get(text.strip().replaceAll("。$", "")));
  }

  /** What the status of an answer without code and known text stands for. */
  public static LivenessCode byStatus(int status) {
    return of(
        switch (status) {
          case 0 -> LivenessCode.NO_ANSWER;
          case 401, 403 -> "AccessDenied";
          case 402 -> "PaymentRequired";
          case 404 -> "NoSuchKey";
          case 408 -> "RequestTimeout";
          case 429 -> "RequestLimitExceeded";
          case 503 -> "ServiceUnavailable";
          default -> status >= 500 ? "InternalError" : LivenessCode.BAD_RESPONSE;
        });
  }

  private static void load() {
    try (InputStream table = CodeTable.class.getResourceAsStream("/liveness-codes.tsv");
        BufferedReader lines = new BufferedReader(new InputStreamReader(table, UTF_8))) {
      lines.lines().filter(line -> !line.startsWith("#")).forEach(CodeTable::add);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void add(String line) {
    String[] column = line.split("\t", -1);
    LivenessCode code =
        new LivenessCode(column[0], CodeClass.of(column[1]), column[2], column[3], column[4]);
    BY_CODE.put(code.code(), code);
    for (String text : column[5].split("\\|")) {
      if (!text.equals("-")) {
        BY_TEXT.put(text, code);
      }
    }
  }
}
