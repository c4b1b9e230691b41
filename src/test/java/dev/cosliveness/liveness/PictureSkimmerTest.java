package dev.cosliveness.liveness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PictureSkimmerTest {
  private static final String LONG = "A".repeat(PictureSkimmer.KEPT + 500);
  private static final Pattern TEXT = Pattern.compile(">[^<]*");
  private static final Pattern RUN =
      Pattern.compile("([A-Za-z0-9+/=]{" + PictureSkimmer.KEPT + "})[A-Za-z0-9+/=]+");

  @Test
  void pictureIsShortened() throws IOException {
    String kept = LONG.substring(0, PictureSkimmer.KEPT);
    assertEquals("<a>" + kept + "</a>", skimmed("<a>" + LONG + "</a>", 8192));
  }

  /** Names that were told apart by their ends only would be the same afterwards. */
  @Test
  void namesAndAttributesPassAsTheyAre() throws IOException {
    String names = "<" + LONG + " a='" + LONG + "'></" + LONG + "B>";
    assertEquals(names, skimmed(names, 8192));
  }

  @Test
  void whatAnyLineBreakEndsIsNoRun() throws IOException {
    String broken = "<a>" + "A".repeat(1000) + "\n" + "A".repeat(1000) + "\r" + "98</a>";
    assertEquals(broken, skimmed(broken, 8192));
  }

  /** Eight are looked at together: every other byte ends a run, wherever among them it stands. */
  @Test
  void everyByteIsTold() throws IOException {
    for (int octet = 0; octet < 256; octet++) {
      for (int place = 0; place < 8; place++) {
        String run = LONG.substring(0, PictureSkimmer.KEPT + place) + (char) octet;
        String document = ">" + run + "A".repeat(600);
        assertEquals(reference(document), skimmed(document, 8192), () -> "a byte in " + run);
      }
    }
  }

  @Property
  void onlyTheMiddleOfRunsInTextIsLeftOut(
      @ForAll("documents") String document, @ForAll @IntRange(min = 1, max = 3000) int step)
      throws IOException {
    assertEquals(reference(document), skimmed(document, step));
  }

  private static String reference(String document) {
    return TEXT.matcher(document)
        .replaceAll(text -> Matcher.quoteReplacement(RUN.matcher(text.group()).replaceAll("$1")));
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> runs =
        Arbitraries.strings().withChars("Az09+/=").ofMinLength(900).ofMaxLength(2200);
    Arbitrary<String> others =
        Arbitraries.of("<", ">", "</a>", "<a>", "&amp;", "\n", " ", "\u00e9", "]]>", "-", "\u0000");
    return Arbitraries.frequencyOf(Tuple.of(1, runs), Tuple.of(3, others))
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  /** Read in steps, as a network hands it over: after each step the source has nothing for once. */
  private static String skimmed(String document, int step) throws IOException {
    InputStream source =
        new ByteArrayInputStream(document.getBytes(ISO_8859_1)) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(length, step));
          }
        };
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[4096];
    try (InputStream skimmer = new PictureSkimmer(source)) {
      for (int n = skimmer.read(chunk, 7, 4000); n >= 0; n = skimmer.read(chunk, 7, 4000)) {
        out.write(chunk, 7, n);
      }
    }
    return out.toString(ISO_8859_1);
  }
}
