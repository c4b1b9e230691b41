package dev.cosliveness.liveness;

import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Steps through an answer that has elements and values and nothing else. What does not fit is not
 * stepped over, because it may mean the contrary of the rest.
 */
final class StrictXml {
  private static final Pattern UTF8 = Pattern.compile("(?i)utf-?8");
  private static final Set<String> CONTRADICTIONS = Set.of("Response", "Sim", "Result", "Error");

  private StrictXml() {}

  static boolean nextChild(XMLStreamReader2 xml) throws XMLStreamException {
    int event = xml.next();
    while (event != XMLStreamConstants.START_ELEMENT && event != XMLStreamConstants.END_ELEMENT) {
      if (xml.hasText() && event != XMLStreamConstants.COMMENT && !xml.isWhiteSpace()) {
        throw new XMLStreamException("a text between the elements");
      }
      event = xml.next();
    }
    withoutPrefix(xml);
    return event == XMLStreamConstants.START_ELEMENT;
  }

  /** Steps over an element, unless there is something in it that would contradict the rest. */
  static void skip(XMLStreamReader2 xml) throws XMLStreamException {
    int depth = 1;
    while (depth > 0) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        refuseContradiction(xml);
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
  }

  static void refuseContradiction(XMLStreamReader2 xml) throws XMLStreamException {
    if (CONTRADICTIONS.contains(xml.getLocalName())) {
      throw new XMLStreamException(xml.getLocalName() + " inside of another element");
    }
  }

  /** To the root element. */
  static void begin(XMLStreamReader2 xml) throws XMLStreamException {
    declaration(xml);
    xml.nextTag();
    withoutPrefix(xml);
  }

  /** The bytes have been decoded as UTF-8, whatever they say they are. */
  private static void declaration(XMLStreamReader2 xml) throws XMLStreamException {
    String version = xml.getVersion();
    String encoding = xml.getCharacterEncodingScheme();
    if (version != null && !version.equals("1.0")
        || encoding != null && !UTF8.matcher(encoding).matches()) {
      throw new XMLStreamException("not XML 1.0 in UTF-8");
    }
  }

  /** A name of another vocabulary is another name. */
  private static void withoutPrefix(XMLStreamReader2 xml) throws XMLStreamException {
    if (xml.getPrefix() != null && !xml.getPrefix().isEmpty()) {
      throw new XMLStreamException("a name with a prefix");
    }
  }

  static String text(XMLStreamReader2 xml) throws XMLStreamException {
    String text = xml.getElementText().strip();
    if (text.length() > 200) {
      throw new XMLStreamException("a value of more than 200 characters");
    }
    return text;
  }

  /** What follows the end of the document would make all of it doubtful. */
  static void finish(XMLStreamReader2 xml) throws XMLStreamException {
    while (xml.hasNext()) {
      xml.next();
    }
  }
}
