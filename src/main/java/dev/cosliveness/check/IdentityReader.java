package dev.cosliveness.check;

import dev.cosliveness.liveness.Identity;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.liveness.LivenessType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Holds what was handed in to the rules of contract section 2, all of them at once, before anything
 * is paid for.
 *
 * @param normalType for uploads that do not say
 * @param enforceChecksum whether the last character of an ID number has to fit: off by default,
 *     since the example on Tencent's own page does not
 */
public record IdentityReader(LivenessType normalType, boolean enforceChecksum) {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK_DIGITS = "10X98765432";

  /**
   * What came of it.
   *
   * @param identity null when there are problems
   */
  public record Result(Identity identity, List<Problem> problems) {}

  public Result read(Claimed claimed) {
    List<Problem> problems = new ArrayList<>();
    String idCard = idCard(claimed.idCardText(), problems);
    String name = name(claimed.nameText(), problems);
    LivenessType type = type(claimed.livenessType(), problems);
    String data = type == null ? null : validateData(type, claimed.validateData(), problems);
    Integer frames = bestFrameNum(claimed.bestFrameNum(), problems);
    return problems.isEmpty()
        ? new Result(new Identity(idCard, name, type, data, frames), List.of())
        : new Result(null, List.copyOf(problems));
  }

  private String idCard(String text, List<Problem> problems) {
    String idCard = text.toUpperCase(Locale.ROOT);
    if (idCard.isEmpty()) {
      problems.add(
          new Problem("id-card", LivenessCode.IDENTITY_MISSING, "required: the ID number"));
    } else if (!idCard.matches("[0-9]{17}[0-9X]")) {
      problems.add(
          new Problem(
              "id-card", LivenessCode.ID_CARD_FORMAT, "expected 17 digits and a digit or X"));
    } else if (enforceChecksum && !checkDigitFits(idCard)) {
      problems.add(
          new Problem("id-card", LivenessCode.ID_CARD_FORMAT, "its check digit does not fit"));
    }
    return idCard;
  }

  private static String name(String name, List<Problem> problems) {
    if (name.isEmpty()) {
      problems.add(new Problem("name", LivenessCode.IDENTITY_MISSING, "required: the name"));
    } else if (name.codePointCount(0, name.length()) > 64
        || name.codePoints().anyMatch(IdentityReader::unprintable)) {
      problems.add(
          new Problem(
              "name",
              LivenessCode.NAME_FORMAT,
              "expected 1 to 64 characters without control characters, in UTF-8"));
    }
    return name;
  }

  private static boolean unprintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> character == '\uFFFD';
    };
  }

  private LivenessType type(String text, List<Problem> problems) {
    if (text == null || text.isBlank()) {
      return normalType;
    }
    return LivenessType.of(text)
        .orElseGet(
            () -> {
              problems.add(
                  new Problem(
                      "liveness-type",
                      LivenessCode.LIVENESS_TYPE,
                      "expected LIP, ACTION or SILENT"));
              return null;
            });
  }

  private static String validateData(LivenessType type, String text, List<Problem> problems) {
    if (!type.needsValidateData()) {
      return null;
    }
    String data = text == null ? "" : LivenessType.normalize(text);
    if (!type.accepts(data)) {
      problems.add(
          new Problem(
              "validate-data",
              LivenessCode.VALIDATE_DATA,
              "required for " + type + ": " + type.expected()));
    }
    return data;
  }

  private static Integer bestFrameNum(String text, List<Problem> problems) {
    if (text == null || text.isBlank()) {
      return null;
    }
    if (text.strip().matches("[1-9]|10")) {
      return Integer.valueOf(text.strip());
    }
    problems.add(
        new Problem(
            "best-frame-num", LivenessCode.BEST_FRAME_NUM, "expected a whole number from 1 to 10"));
    return null;
  }

  /** GB 11643: the weighted sum of the first 17 digits tells the last one. */
  static boolean checkDigitFits(String idCard) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += WEIGHTS[i] * (idCard.charAt(i) - '0');
    }
    return idCard.charAt(17) == CHECK_DIGITS.charAt(sum % 11);
  }
}
