package dev.cosliveness.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.cos.CosAnswer;
import dev.cosliveness.cos.CosTransport;
import dev.cosliveness.cos.CosXml;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLStreamReader2;

/**
 * Reads the answer of a charged call as a stream: a best frame may be many hundred kilobytes of
 * Base64, so frames are decoded only when they are wanted and stepped over otherwise.
 *
 * @param wantFrames whether best frames are kept
 */
record AnswerReader(boolean wantFrames) implements CosTransport.Reader<LivenessAnswer> {
  /** Ten frames of several megabytes each; more is not an answer. */
  private static final int LIMIT = 64 * 1024 * 1024;

  /** One picture, decoded. */
  private static final int FRAME_LIMIT = 8 * 1024 * 1024;

  private static final int FRAMES = 10;
  private static final Pattern SIMILARITY = Pattern.compile("\\d{1,3}(?:\\.\\d{1,12})?");
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  @Override
  public LivenessAnswer read(CosAnswer answer) throws IOException {
    return read(answer, wantFrames ? whole -> whole : PictureSkimmer::new);
  }

  LivenessAnswer read(CosAnswer answer, UnaryOperator<InputStream> wanted) throws IOException {
    Body body = new Body(answer.body());
    Reader text = new InputStreamReader(wanted.apply(body), UTF_8.newDecoder());
    try {
      XMLStreamReader2 xml = (XMLStreamReader2) CosXml.READERS.createXMLStreamReader(text);
      return read(xml, answer.requestId());
    } catch (XMLStreamException | RuntimeException broken) {
      if (body.failure != null) {
        throw body.failure;
      }
      return new LivenessAnswer.Broken("not well-formed", answer.requestId());
    }
  }

  private LivenessAnswer read(XMLStreamReader2 xml, String requestId) throws XMLStreamException {
    StrictXml.begin(xml);
    return switch (xml.getLocalName()) {
      case "Response" -> response(xml, requestId);
      case "Error" -> error(xml, requestId);
      default -> new LivenessAnswer.Broken("root element is not Response", requestId);
    };
  }

  private LivenessAnswer response(XMLStreamReader2 xml, String requestId)
      throws XMLStreamException {
    List<String> similarities = new ArrayList<>();
    List<byte[]> best = new ArrayList<>();
    List<byte[]> frames = new ArrayList<>();
    List<String> results = new ArrayList<>();
    while (StrictXml.nextChild(xml)) {
      switch (xml.getLocalName()) {
        case "Sim" -> similarities.add(StrictXml.text(xml));
        case "Result" -> results.add(StrictXml.text(xml));
        case "Error", "Code" -> {
          return new LivenessAnswer.Broken("a success that holds an error", requestId);
        }
        case "BestFrameBase64" -> frame(xml, best);
        case "BestFrameList" -> frameList(xml, frames);
        default -> StrictXml.skip(xml);
      }
    }
    StrictXml.finish(xml);
    if (!results.stream().allMatch(LivenessCode.SUCCESS::equals)) {
      return new LivenessAnswer.Broken("a success whose Result is another", requestId);
    }
    if (similarities.size() != 1 || !SIMILARITY.matcher(similarities.getFirst()).matches()) {
      return new LivenessAnswer.Broken("no usable Sim", requestId);
    }
    BigDecimal similarity = new BigDecimal(similarities.getFirst());
    return similarity.compareTo(HUNDRED) > 0
        ? new LivenessAnswer.Broken("Sim is more than 100", requestId)
        : new LivenessAnswer.Scored(similarity, together(best, frames), requestId);
  }

  /** An error under a success status: its code decides. */
  private static LivenessAnswer error(XMLStreamReader2 xml, String requestId)
      throws XMLStreamException {
    String code = null;
    String message = null;
    while (StrictXml.nextChild(xml)) {
      switch (xml.getLocalName()) {
        case "Code" -> code = StrictXml.text(xml);
        case "Message" -> message = StrictXml.text(xml);
        default -> StrictXml.skip(xml);
      }
    }
    StrictXml.finish(xml);
    LivenessCode known = code == null ? null : CodeTable.of(code);
    if (known == null || known.codeClass() == CodeClass.UNKNOWN) {
      known = CodeTable.byText(message).orElse(CodeTable.of(LivenessCode.BAD_RESPONSE));
    }
    return known.codeClass() == CodeClass.PASSED
        ? new LivenessAnswer.Broken("an error whose code is a success", requestId)
        : new LivenessAnswer.Failed(known, requestId);
  }

  /**
   * The list comes as repeated elements, or as one with children; seen neither live (document
   * 460/48641 prints String).
   */
  private void frameList(XMLStreamReader2 xml, List<byte[]> frames) throws XMLStreamException {
    if (!wantFrames) {
      StrictXml.skip(xml);
      return;
    }
    StringBuilder text = new StringBuilder();
    boolean children = false;
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        children = true;
        StrictXml.refuseContradiction(xml);
        frame(xml, frames);
      } else if (xml.hasText()) {
        bounded(text, xml.getText());
      }
    }
    if (!children) {
      add(frames, text.toString());
    }
  }

  private void frame(XMLStreamReader2 xml, List<byte[]> frames) throws XMLStreamException {
    if (!wantFrames) {
      StrictXml.skip(xml);
      return;
    }
    StringBuilder text = new StringBuilder();
    for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
      if (event == XMLStreamConstants.START_ELEMENT) {
        throw new XMLStreamException("an element inside of a picture");
      }
      if (xml.hasText()) {
        bounded(text, xml.getText());
      }
    }
    add(frames, text.toString());
  }

  private static void bounded(StringBuilder text, String more) throws XMLStreamException {
    if (text.length() + more.length() > FRAME_LIMIT / 3 * 4) {
      throw new XMLStreamException("a picture of more than " + FRAME_LIMIT + " bytes");
    }
    text.append(more);
  }

  private static void add(List<byte[]> frames, String base64) {
    String data = base64.strip();
    if (!data.isEmpty() && !data.equals("null") && frames.size() < FRAMES) {
      frames.add(Base64.getMimeDecoder().decode(data));
    }
  }

  /** The best frame stands by itself, and may stand in the list once more. */
  private static List<byte[]> together(List<byte[]> best, List<byte[]> list) {
    boolean repeated =
        best.stream().anyMatch(one -> list.stream().anyMatch(other -> Arrays.equals(one, other)));
    return repeated ? list : Stream.concat(best.stream(), list.stream()).limit(FRAMES).toList();
  }

  /**
   * Tells a connection that broke off, or an answer without end, from XML that is not well-formed.
   */
  private static final class Body extends FilterInputStream {
    private IOException failure;
    private long count;

    Body(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      try {
        int n = super.read(bytes, offset, length);
        count += Math.max(n, 0);
        if (count > LIMIT) {
          throw new AnswerTooLong();
        }
        return n;
      } catch (AnswerTooLong broken) {
        throw broken;
      } catch (IOException lost) {
        failure = lost;
        throw lost;
      } catch (RuntimeException lost) {
        failure = new IOException(lost);
        throw failure;
      }
    }
  }

  private static final class AnswerTooLong extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
