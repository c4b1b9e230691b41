package dev.cosliveness.cos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.regex.Pattern;

/**
 * The body of a refusal: XML from COS, XML or JSON from CI, or nothing that can be read (document
 * 436/7730).
 *
 * @param code null when the body has none; only what looks like a code gets here
 * @param message the server's text, which may echo what was sent
 */
record CosError(String code, String message) {
  static final CosError NONE = new CosError(null, null);

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern CODE =
      Pattern.compile("[A-Z][A-Za-z][A-Za-z0-9]{0,60}(?:\\.[A-Za-z][A-Za-z0-9_]{0,60})?");

  private static final Pattern DIGITS = Pattern.compile("\\d{6}");

  static CosError read(byte[] body) {
    String text = new String(body, UTF_8).strip();
    int xml = text.indexOf("<Error>");
    if (xml >= 0) {
      return fromXml(text.substring(xml));
    }
    return text.startsWith("{") ? fromJson(text) : NONE;
  }

  private static CosError fromXml(String text) {
    try {
      JsonNode error = CosXml.tree(text.getBytes(UTF_8), "Error");
      return new CosError(code(error.path("Code").asText()), text(error.path("Message")));
    } catch (JacksonException broken) {
      return NONE;
    }
  }

  private static CosError fromJson(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      JsonNode error = root.path("Response").path("Error");
      if (error.isMissingNode()) {
        error = root.has("Error") ? root.path("Error") : root;
      }
      String code = code(first(error, "Code", "code"));
      String message = first(error, "Message", "message");
      return new CosError(code, message.isEmpty() ? null : message);
    } catch (JacksonException broken) {
      return NONE;
    }
  }

  private static String first(JsonNode node, String name, String other) {
    return node.has(name) ? node.path(name).asText() : node.path(other).asText();
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText().strip() : null;
  }

  /** A code that has spaces in Tencent's own table is known by the name of its twin. */
  private static String code(String said) {
    String code = said == null ? "" : said.strip();
    if (code.equals("Request has expired")) {
      return "RequestTimeTooSkewed";
    }
    return CODE.matcher(code).matches() && !DIGITS.matcher(code).find() ? code : null;
  }

  boolean saysExpired() {
    return "RequestTimeTooSkewed".equals(code)
        || "AccessDenied".equals(code) && message != null && message.contains("has expired");
  }
}
