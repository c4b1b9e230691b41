package dev.cosliveness.liveness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9+/=]+");

  @Test
  void pictureIsShortened() throws IOException {
    String kept = LONG.substring(0, PictureSkimmer.KEPT);
    assertEquals("<a>" + kept + "</a>", skimmed("<a>" + LONG + "</a>", 8192));
  }

  /** Names that were told apart by their ends only would be the same afterwards. */
  @Test
  void namesAndAttributesPassAsTheyAre() throws IOException {
    String names =
        "<" + LONG + " a='>" + LONG + "'></" + LONG + "B><!-- >" + LONG + "--><?a >" + LONG;
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
        String run = "A".repeat(PictureSkimmer.KEPT + place);
        boolean ofARun = RUN.matcher(String.valueOf((char) octet)).matches();
        String behind = (char) octet + "A".repeat(8);
        String left = "A".repeat(PictureSkimmer.KEPT) + (ofARun ? "" : behind);
        assertEquals("<a>" + left, skimmed("<a>" + run + behind, 8192));
      }
    }
  }

  /** A character reference of any length is one character, and an entity has the name it has. */
  @Test
  void referencesPassAsTheyAre() throws IOException {
    String references = "<a>9&#" + "0".repeat(1023) + "579;&" + LONG + ";</a>";
    assertEquals(references, skimmed(references, 8192));
  }

  /** Whatever it takes for text: a run is whole or its beginning, and nothing else changes. */
  @Property
  void nothingButTheEndOfLongRunsIsLeftOut(
      @ForAll("documents") String document, @ForAll @IntRange(min = 1, max = 3000) int step)
      throws IOException {
    String skimmed = skimmed(document, step);
    int at = 0;
    int end = 0;
    for (Matcher runs = RUN.matcher(document); runs.find(); end = runs.end()) {
      String before = document.substring(end, runs.start());
      assertTrue(skimmed.startsWith(before, at), "what is no run");
      at += before.length();
      boolean whole = skimmed.startsWith(runs.group(), at);
      String left = whole ? runs.group() : runs.group().substring(0, PictureSkimmer.KEPT);
      assertTrue(skimmed.startsWith(left, at), "a run");
      at += left.length();
    }
    assertEquals(document.substring(end), skimmed.substring(at));
  }

  @Provide
  Arbitrary<String> documents() {
    Arbitrary<String> runs =
        Arbitraries.strings().withChars("Az09+/=").ofMinLength(900).ofMaxLength(2200);
    Arbitrary<String> others =
        Arbitraries.of(
            "<", ">", "</a>", "<a>", "<a b='", "'", "&amp;", "\n", " ", "\u00e9", "]]>", "-",
            "\u0000");
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
