package dev.cosliveness.liveness;

import dev.cosliveness.cos.CosXml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the one value of the answers of GetLiveCode and GetActionSequence. */
final class IssuedData {
  private IssuedData() {}

  /** Empty when there is no such element. */
  static String read(byte[] document, String element) throws IOException {
    try {
      XMLStreamReader xml =
          CosXml.READERS.createXMLStreamReader(new ByteArrayInputStream(document));
      while (xml.hasNext()) {
        if (xml.next() == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals(element)) {
          return xml.getElementText().strip();
        }
      }
      return "";
    } catch (XMLStreamException broken) {
      throw new IOException("not XML", broken);
    }
  }
}
