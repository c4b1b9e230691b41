package dev.cosliveness.liveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.cosliveness.cos.CannedAnswer;
import dev.cosliveness.cos.CosAnswer;
import dev.cosliveness.cos.Texts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of the charged call, in every shape that can be thought of. */
class AnswerReaderTest {
  private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};
  private static final String FRAME = Base64.getEncoder().encodeToString(JPEG);

  @ParameterizedTest
  @CsvSource({"100", "0", "98.5", "70.00", "69.999999", "100.00", "07.5"})
  void similarityIsReadAsItWasPrinted(String sim) throws IOException {
    LivenessAnswer.Scored scored = scored("<Response><Sim>" + sim + "</Sim></Response>");
    assertEquals(new BigDecimal(sim), scored.similarity());
    assertEquals("request-1", scored.requestId());
    assertEquals(List.of(), scored.bestFrames());
  }

  @Test
  void blanksAroundTheSimilarityMeanNothing() throws IOException {
    assertEquals(
        new BigDecimal("98.5"),
        scored("\n<Response>\n <Sim>\n 98.5 </Sim>\n</Response>\n").similarity());
    assertEquals(
        new BigDecimal("98.5"),
        scored("<Response><Sim><![CDATA[98.5]]></Sim></Response>").similarity());
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        "<Sim/>",
        "<Sim> </Sim>",
        "<Sim>NaN</Sim>",
        "<Sim>Infinity</Sim>",
        "<Sim>-1</Sim>",
        "<Sim>+98</Sim>",
        "<Sim>100.0001</Sim>",
        "<Sim>101</Sim>",
        "<Sim>1000</Sim>",
        "<Sim>1e2</Sim>",
        "<Sim>0x60</Sim>",
        "<Sim>98,5</Sim>",
        "<Sim>98.</Sim>",
        "<Sim>.5</Sim>",
        "<Sim>9 8</Sim>",
        "<Sim>９８</Sim>",
        "<Sim>null</Sim>",
        "<Sim>true</Sim>",
        "<Sim>98<!-- -->x</Sim>",
        "<Sim>9&x;</Sim>",
        "<Sim>98&x;</Sim>",
        "<Sim>&x;98</Sim>",
        "<Sim>98</Sim><New>&x;</New>",
        "<Sim>98</Sim><New a='&x;'/>",
        "<Sim>98</Sim><BestFrameBase64><Error><Code>x</Code></Error></BestFrameBase64>",
        "<Sim>98</Sim><BestFrameList><a><Sim>3</Sim></a></BestFrameList>",
        "<Sim>98</Sim><New><Result>x</Result></New>",
        "<Response><Sim>3</Sim></Response><Sim>98</Sim>",
        "FailedOperation.LivessDetectFake<Sim>98</Sim>",
        "<Sim>98</Sim><![CDATA[x]]>",
        "<x:Sim xmlns:x='urn:x'>98</x:Sim>",
        "<Sim>98</Sim><Sim>98</Sim>",
        "<Sim>98</Sim><Sim/>",
        "<sim>98</sim>",
        "<Data><Sim>98</Sim></Data>",
        "<Sim><Value>98</Value></Sim>",
        "<Sim>98</Sim><Result>FailedOperation.LivessDetectFail</Result>",
        "<Sim>98</Sim><Result/>",
        "<Sim>98</Sim><Result>success</Result>",
        "<Result>Success</Result>"
      })
  void successWithoutAUsableSimilarityIsBroken(String content) throws IOException {
    broken("<Response>" + content + "</Response>");
  }

  @Test
  void resultSuccessAndElementsNobodyKnowsDoNoHarm() throws IOException {
    assertEquals(
        new BigDecimal("89.88"),
        scored(
                "<Response><Result>Success</Result><Description>成功</Description>"
                    + "<Sim>89.88</Sim><New><Deep>1</Deep></New></Response>")
            .similarity());
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{\"Response\":{\"Sim\":98}}",
        "<html><body>502</body></html>",
        "<response><Sim>98</Sim></response>",
        "<Other><Response><Sim>98</Sim></Response></Other>",
        "<Response>",
        "<Response><Sim>98</Sim>",
        "<Response><Sim>98</Sim></Response",
        "<Response><Sim>98</Sim></Response>garbage",
        "<Response><Sim>98</Sim></Response><Response><Sim>98</Sim></Response>",
        "<Response><Sim>98</Sim></Response>\u0000",
        "<Response><Sim>98</Sim></Wrong>",
        "<x:Response xmlns:x='urn:x'><Sim>98</Sim></x:Response>",
        "<?xml version='1.1'?><Response><Sim>98</Sim></Response>",
        "<?xml version='1.0' encoding='UTF-16'?><Response><Sim>98</Sim></Response>",
        "<?xml version='1.0' encoding='GBK'?><Response><Sim>98</Sim></Response>",
        "<Error><Code>FailedOperation.LivessDetectFake</Code></Error>x",
        "<Response><Sim>&c;</Sim></Response>",
        "<!DOCTYPE Response [<!ENTITY c \"98\">]><Response><Sim>&c;</Sim></Response>",
        "<!DOCTYPE Response [<!ENTITY c SYSTEM \"file:///etc/hostname\">]>"
            + "<Response><Sim>&c;</Sim></Response>"
      })
  void whatDoesNotHoldTogetherIsBroken(String body) throws IOException {
    broken(body);
  }

  @Test
  void everyTruncationIsBroken() throws IOException {
    String whole =
        "<?xml version=\"1.0\"?><Response><BestFrameBase64>"
            + FRAME
            + "</BestFrameBase64><Sim>98.5</Sim></Response>";
    scored(whole);
    for (int length = 0; length < whole.length(); length++) {
      broken(whole.substring(0, length));
    }
  }

  @Test
  void connectionThatBreaksOffIsNoAnswer() {
    InputStream lost =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }
        };
    InputStream body =
        new SequenceInputStream(
            new ByteArrayInputStream("<Response><Sim>98</Sim>".getBytes(UTF_8)), lost);
    IOException failure =
        assertThrows(IOException.class, () -> new AnswerReader(false).read(CannedAnswer.of(body)));
    assertEquals("connection reset", failure.getMessage());
  }

  /** However a connection says that it broke off: that is not the answer's fault. */
  @Test
  void streamThatFailsWithAnythingElseIsNoAnswerEither() {
    InputStream lost =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("closed");
          }
        };
    InputStream body =
        new SequenceInputStream(
            new ByteArrayInputStream("<Response><Sim>98</Sim>".getBytes(UTF_8)), lost);
    for (boolean wantFrames : List.of(true, false)) {
      assertThrows(
          IOException.class, () -> new AnswerReader(wantFrames).read(CannedAnswer.of(body)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FailedOperation.LivessDetectFail, x, FailedOperation.LivessDetectFail",
    "FailedOperation.LivessDetectFake, 内部未知错误, FailedOperation.LivessDetectFake",
    "'', 活体检测没通过, FailedOperation.LivessDetectFail",
    "Tomorrow, 活体检测没通过, FailedOperation.LivessDetectFail",
    "Tomorrow, x, Local.BadResponse",
    "'', x, Local.BadResponse"
  })
  void errorUnderASuccessStatusIsTheError(String code, String message, String expected)
      throws IOException {
    String body =
        "<Error><Code>%s</Code><Message>%s</Message><Resource>/a</Resource></Error>"
            .formatted(code, message);
    LivenessAnswer.Failed failed = assertInstanceOf(LivenessAnswer.Failed.class, read(body));
    assertEquals(expected, failed.code().code());
    assertEquals("request-1", failed.requestId());
  }

  @Test
  void errorWithTheCodeOfASuccessIsBroken() throws IOException {
    broken("<Error><Code>Success</Code><Message>成功</Message></Error>");
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "<BestFrameBase64>@</BestFrameBase64><BestFrameList>@</BestFrameList><BestFrameList>@</BestFrameList>",
        "<BestFrameList>@</BestFrameList><BestFrameList>@</BestFrameList>",
        "<BestFrameList><BestFrame>@</BestFrame><BestFrame>@</BestFrame></BestFrameList>",
        "<BestFrameList>\n<a>@</a>\n<b> @ </b>\n</BestFrameList>",
        "<BestFrameBase64>@</BestFrameBase64><BestFrameList><a>@</a><a/><a>null</a><a>@</a></BestFrameList>"
      })
  void twoFramesAreReadFromEveryShape(String frames) throws IOException {
    LivenessAnswer.Scored scored =
        assertInstanceOf(
            LivenessAnswer.Scored.class, read(withSim(frames.replace("@", FRAME)), true));
    assertEquals(2, scored.bestFrames().size());
    scored.bestFrames().forEach(frame -> assertArrayEquals(JPEG, frame));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "<BestFrameBase64/>",
        "<BestFrameBase64>null</BestFrameBase64><BestFrameList>null</BestFrameList>",
        "<BestFrameList/>",
        "<BestFrameList> </BestFrameList>"
      })
  void frameThatIsNullIsNone(String frames) throws IOException {
    LivenessAnswer.Scored scored =
        assertInstanceOf(LivenessAnswer.Scored.class, read(withSim(frames), true));
    assertEquals(List.of(), scored.bestFrames());
  }

  @Test
  void tenFramesAreKeptAtMost() throws IOException {
    String frames = ("<BestFrameList>" + FRAME + "</BestFrameList>").repeat(12);
    LivenessAnswer.Scored scored =
        assertInstanceOf(LivenessAnswer.Scored.class, read(withSim(frames), true));
    assertEquals(10, scored.bestFrames().size());
  }

  @Test
  void framesThatAreNotWantedAreNotKept() throws IOException {
    String frames = "<BestFrameBase64>" + FRAME + "</BestFrameBase64>";
    assertEquals(List.of(), scored(withSim(frames)).bestFrames());
  }

  /** Ten pictures of two megabytes go past without a copy of any of them. */
  @Test
  void framesThatAreNotWantedCostNoMemory() throws IOException {
    AnswerReader reader = new AnswerReader(false);
    scored(withSim("<BestFrameBase64>" + FRAME + "</BestFrameBase64>"));
    InputStream body = framesOf(20 * 1024 * 1024);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = memory.getCurrentThreadAllocatedBytes();
    LivenessAnswer answer = reader.read(CannedAnswer.of(body));
    long allocated = memory.getCurrentThreadAllocatedBytes() - before;
    assertInstanceOf(LivenessAnswer.Scored.class, answer);
    assertTrue(allocated < 2 * 1024 * 1024, () -> allocated + " bytes");
  }

  @Test
  void pictureOfMoreThanEightMegabytesIsBroken() throws IOException {
    assertInstanceOf(
        LivenessAnswer.Broken.class,
        new AnswerReader(true).read(CannedAnswer.of(framesOf(12 * 1024 * 1024))));
  }

  /** Where it is cut off must not look like its end. */
  @Test
  void garbageBehindTheLongestAnswerIsBroken() throws IOException {
    InputStream answer =
        new SequenceInputStream(
            new ByteArrayInputStream("<Response><Sim>98</Sim></Response>".getBytes(UTF_8)),
            new Letters(65 * 1024 * 1024, ' '));
    assertInstanceOf(
        LivenessAnswer.Broken.class, new AnswerReader(false).read(CannedAnswer.of(answer)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-8", "utf-8", "utf8"})
  void declarationOfWhatItIsDoesNoHarm(String encoding) throws IOException {
    String declaration = "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n";
    assertEquals(
        new BigDecimal("98"),
        scored(declaration + "<Response><Sim>98</Sim></Response>").similarity());
  }

  /** Broken, and not lost: what is lost is paid for once more. */
  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "<Response><BestFrameBase64>AAAA&x;</BestFrameBase64><Sim>98</Sim></Response>",
        "<Response><BestFrameBase64>AAAA&",
        "<Response><BestFrameList>AAAA&x;</BestFrameList><Sim>98</Sim></Response>",
        "<Response><BestFrameBase64>AAAA]]>AAAA</BestFrameBase64><Sim>98</Sim></Response>"
      })
  void pictureThatIsNotWellFormedIsBroken(String body) throws IOException {
    assertInstanceOf(LivenessAnswer.Broken.class, read(body, true));
    assertInstanceOf(LivenessAnswer.Broken.class, read(body, false));
  }

  @Test
  void answerWithoutEndIsBroken() throws IOException {
    assertInstanceOf(
        LivenessAnswer.Broken.class,
        new AnswerReader(false).read(CannedAnswer.of(framesOf(65 * 1024 * 1024))));
  }

  @Property
  void nothingButAWholeAnswerScores(@ForAll("texts") String text) throws IOException {
    broken(text);
    broken("<Response><Sim>98</Sim></Response>" + "x" + text);
    broken("<Response><Sim>98" + text.replaceAll("[0-9.\\s]", "x") + "x</Sim></Response>");
  }

  /** Pictures that are cut short change nothing of what an answer says. */
  @Property(tries = 3000)
  void picturesThatAreSkimmedChangeNoAnswer(@ForAll("answers") String body) throws IOException {
    assertEquals(
        new AnswerReader(false).read(answer(body), whole -> whole),
        new AnswerReader(false).read(answer(body)));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "<Response><Sim>9&#~579;</Sim></Response>",
        "<Response><Sim>9&#~57G;</Sim></Response>",
        "<Response><Sim>9&#x~399;</Sim></Response>",
        "<Response><Sim>98</Sim><New>&~x+;</New></Response>",
        "<Response z='>' ~=='x'><Sim>98</Sim></Response>",
        "<Response><Sim>~98</Sim></Response>",
        "<Response><Sim>98</Sim><~x></~y></Response>"
      })
  void lengthOfARunHidesNothing(String body) throws IOException {
    for (int zeros = 1000; zeros < 1050; zeros++) {
      broken(body.replace("~", body.contains("&#") ? "0".repeat(zeros) : "A".repeat(zeros)));
    }
  }

  @Provide
  Arbitrary<String> answers() {
    Arbitrary<String> run =
        Combinators.combine(
                Arbitraries.of('0', 'A', '9', '/'), Arbitraries.integers().between(0, 2100))
            .as((letter, length) -> String.valueOf(letter).repeat(length));
    Arbitrary<String> text =
        Arbitraries.oneOf(
            run,
            run.map(zeros -> "&#" + zeros + "57;"),
            run.map(zeros -> "&#x" + zeros + "39;"),
            run.map(name -> "&" + name + ";"),
            run.map(rest -> "<![CDATA[ > " + rest + "]]>"),
            run.map(rest -> "<!-- > " + rest + "-->"),
            run.map(rest -> "<?pi > " + rest + "?>"),
            run.map(rest -> "<New a='>" + rest + "'>" + rest + "</New>"),
            run.map(rest -> "<New>" + rest + "</New>"),
            Arbitraries.of("", "98.5", "9", " ", "\n", ">", "'", "&amp;", "]]"));
    return text.list()
        .ofMinSize(3)
        .ofMaxSize(5)
        .map(
            parts ->
                "<Response>"
                    + parts.get(0)
                    + "<Sim>"
                    + parts.get(1)
                    + String.join("", parts.subList(3, parts.size()))
                    + "</Sim>"
                    + parts.get(2)
                    + "</Response>");
  }

  @Provide
  Arbitrary<String> texts() {
    return Texts.unicode(20);
  }

  private static InputStream framesOf(int characters) {
    InputStream start = new ByteArrayInputStream("<Response><BestFrameBase64>".getBytes(UTF_8));
    InputStream end =
        new ByteArrayInputStream("</BestFrameBase64><Sim>98.5</Sim></Response>".getBytes(UTF_8));
    return new SequenceInputStream(
        Collections.enumeration(List.of(start, new Letters(characters), end)));
  }

  /** So many letters A, made as they are read. */
  private static final class Letters extends InputStream {
    private final char letter;
    private int left;

    Letters(int count) {
      this(count, 'A');
    }

    Letters(int count, char letter) {
      this.left = count;
      this.letter = letter;
    }

    @Override
    public int read() {
      return left-- > 0 ? letter : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      int n = Math.min(left, length);
      java.util.Arrays.fill(bytes, offset, offset + n, (byte) letter);
      left -= n;
      return n == 0 && length > 0 ? -1 : n;
    }
  }

  private static String withSim(String content) {
    return "<Response>" + content + "<Sim>98.5</Sim></Response>";
  }

  private static LivenessAnswer.Scored scored(String body) throws IOException {
    return assertInstanceOf(LivenessAnswer.Scored.class, read(body));
  }

  private static void broken(String body) throws IOException {
    LivenessAnswer.Broken broken = assertInstanceOf(LivenessAnswer.Broken.class, read(body));
    assertEquals("request-1", broken.requestId());
  }

  private static LivenessAnswer read(String body) throws IOException {
    return read(body, false);
  }

  private static LivenessAnswer read(String body, boolean wantFrames) throws IOException {
    return new AnswerReader(wantFrames).read(answer(body));
  }

  private static CosAnswer answer(String body) {
    return CannedAnswer.of(new ByteArrayInputStream(body.getBytes(UTF_8)));
  }
}
