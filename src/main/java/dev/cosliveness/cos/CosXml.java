package dev.cosliveness.cos;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import com.ctc.wstx.stax.WstxOutputFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.xml.XmlFactory;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.dataformat.xml.deser.FromXmlParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.xml.stream.XMLInputFactory;
import org.codehaus.stax2.XMLInputFactory2;

/** XML as COS speaks it: no DTD, no entities, bounded depth and text. */
public final class CosXml {
  /**
   * Shared by everything that reads XML here. The factories are named outright: looking them up
   * through the class path is what fails in a native executable.
   */
  public static final WstxInputFactory READERS = readers();

  private static final XmlMapper MAPPER =
      new XmlMapper(new XmlFactory(READERS, new WstxOutputFactory()));

  private CosXml() {}

  /** A small document as a tree, whose root element has to be {@code root}. */
  static JsonNode tree(byte[] document, String root) throws JsonParseException {
    try (FromXmlParser parser =
        (FromXmlParser) MAPPER.getFactory().createParser(new ByteArrayInputStream(document))) {
      String name = parser.getStaxReader().getLocalName();
      if (!root.equals(name)) {
        throw new JsonParseException(parser, "root element is not " + root);
      }
      JsonNode tree = MAPPER.readTree(parser);
      return tree.isObject() ? tree : MAPPER.createObjectNode();
    } catch (JsonParseException broken) {
      throw broken;
    } catch (IOException | RuntimeException broken) {
      throw new JsonParseException(null, "not XML", broken);
    }
  }

  /** The value of an element that may appear once, several times or not at all, as a list. */
  static Iterable<JsonNode> list(JsonNode node) {
    return node.isArray()
        ? node
        : node.isMissingNode() ? java.util.List.of() : java.util.List.of(node);
  }

  static byte[] write(Object value, String root) {
    try {
      return MAPPER.writer().withRootName(root).writeValueAsBytes(value);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static WstxInputFactory readers() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // without a DTD none can be replaced, and one that is left in its place would be read as if the
    // text before it stood there twice: 9&x; as 99
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, true);
    // what is wrong is found where it stands, not when somebody asks for it
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, 16);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, 16);
    factory.setProperty(WstxInputProperties.P_MAX_CHILDREN_PER_ELEMENT, 20_000);
    return factory;
  }
}
