package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Object tags and their limits (documents 436/35665, 436/35709): ten, keys 1-127 and values 1-255
 * bytes.
 */
final class TagRules {
  private static final int MAX_TAGS = 10;
  private static final Pattern ALLOWED = Pattern.compile("[\\p{IsHan}A-Za-z0-9 +\\-_=./:@]+");

  private TagRules() {}

  /** From the body of PUT tagging. */
  static Map<String, String> ofXml(byte[] document) {
    Element root = Xml.read(document);
    if (!root.getTagName().equals("Tagging")
        || root.getElementsByTagName("TagSet").getLength() != 1) {
      throw malformed();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    NodeList elements = root.getElementsByTagName("Tag");
    for (int i = 0; i < elements.getLength(); i++) {
      Element tag = (Element) elements.item(i);
      add(tags, text(tag, "Key"), text(tag, "Value"));
    }
    return checked(tags);
  }

  /**
   * From the header {@code x-cos-tagging: k1=v1&k2=v2}, parts percent-encoded; none when it is
   * null.
   */
  static Map<String, String> ofHeader(String header) {
    Map<String, String> tags = new LinkedHashMap<>();
    if (header != null) {
      for (String pair : header.split("&")) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
          throw new CosProblem(400, "InvalidArgument", "x-cos-tagging is invalid");
        }
        add(tags, decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return checked(tags);
  }

  static String toXml(Map<String, String> tags) {
    StringBuilder xml =
        new StringBuilder("<?xml version='1.0' encoding='utf-8' ?>\n<Tagging><TagSet>");
    tags.forEach(
        (key, value) ->
            xml.append("<Tag>")
                .append(Xml.element("Key", key))
                .append(Xml.element("Value", value))
                .append("</Tag>"));
    return xml.append("</TagSet></Tagging>").toString();
  }

  private static void add(Map<String, String> tags, String key, String value) {
    if (tags.put(key, value) != null) {
      throw invalid("Cannot provide multiple Tags with the same key");
    }
  }

  private static Map<String, String> checked(Map<String, String> tags) {
    if (tags.size() > MAX_TAGS) {
      throw invalid("Object tags cannot be greater than 10");
    }
    tags.forEach(
        (key, value) -> {
          if (key.getBytes(UTF_8).length > 127 || !ALLOWED.matcher(key).matches()) {
            throw invalid("The TagKey you have provided is invalid");
          }
          if (value.getBytes(UTF_8).length > 255 || !ALLOWED.matcher(value).matches()) {
            throw invalid("The TagValue you have provided is invalid");
          }
        });
    return tags;
  }

  private static String text(Element tag, String name) {
    NodeList elements = tag.getElementsByTagName(name);
    if (elements.getLength() != 1) {
      throw malformed();
    }
    return elements.item(0).getTextContent();
  }

  private static String decoded(String part) {
    try {
      return PercentCode.decode(part);
    } catch (IllegalArgumentException notEncoded) {
      throw new CosProblem(400, "InvalidArgument", "x-cos-tagging is invalid");
    }
  }

  private static CosProblem invalid(String message) {
    return new CosProblem(400, "InvalidTag", message);
  }

  private static CosProblem malformed() {
    return new CosProblem(
        400, "MalformedXML", "The XML you provided was not well-formed or did not validate");
  }
}
