package dev.cosliveness.liveness;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a person proves to be live (document 460/48641). */
public enum LivenessType {
  /** Speaks the digits of a number code. */
  LIP("\\d{1,10}", "the digits to speak, such as 0521"),
  /** Opens the mouth (1) and closes the eyes (2) in the order asked for. */
  ACTION("1,2|2,1", "the order of actions, 2,1 or 1,2"),
  /** Does nothing in particular; no validate data. */
  SILENT("", "nothing");

  private final Pattern validateData;
  private final String expected;

  LivenessType(String validateData, String expected) {
    this.validateData = Pattern.compile(validateData);
    this.expected = expected;
  }

  public static Optional<LivenessType> of(String name) {
    return switch (name.strip().toUpperCase(Locale.ROOT)) {
      case "LIP" -> Optional.of(LIP);
      case "ACTION" -> Optional.of(ACTION);
      case "SILENT" -> Optional.of(SILENT);
      default -> Optional.empty();
    };
  }

  public boolean needsValidateData() {
    return this != SILENT;
  }

  /** Takes the full-width comma that Tencent's page prints, and blanks around it. */
  public static String normalize(String validateData) {
    return validateData.replace('，', ',').replaceAll("\\s", "");
  }

  public boolean accepts(String data) {
    return data.length() <= 20 && validateData.matcher(data).matches();
  }

  public String expected() {
    return expected;
  }
}
