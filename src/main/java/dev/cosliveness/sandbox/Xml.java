package dev.cosliveness.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * Writes elements, and reads the small documents that clients send: no DTD, no entities of their
 * own.
 */
final class Xml {
  private static final DocumentBuilderFactory DOCUMENTS =
      DocumentBuilderFactory.newDefaultInstance();

  static {
    try {
      DOCUMENTS.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DOCUMENTS.setXIncludeAware(false);
      DOCUMENTS.setExpandEntityReferences(false);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's parser must be able to refuse DTDs", e);
    }
  }

  private Xml() {}

  static String element(String name, Object value) {
    return "<" + name + ">" + escape(String.valueOf(value)) + "</" + name + ">";
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** The root element; a client's broken document is 400 MalformedXML. */
  static Element read(byte[] document) {
    try {
      DocumentBuilder builder;
      synchronized (DOCUMENTS) {
        builder = DOCUMENTS.newDocumentBuilder();
      }
      builder.setErrorHandler(null);
      builder.setEntityResolver((publicId, systemId) -> new InputSource(new StringReader("")));
      return builder.parse(new ByteArrayInputStream(document)).getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException broken) {
      throw new CosProblem(
          400, "MalformedXML", "The XML you provided was not well-formed or did not validate");
    }
  }
}
