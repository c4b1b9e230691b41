package dev.cosliveness.cos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class UrlEncodingTest {
  @Property
  void whatIsEncodedIsDecodedAgain(@ForAll("unicode") String text) {
    assertEquals(text, UrlEncoding.decode(UrlEncoding.encode(text)));
  }

  @Property
  void onlyUnreservedCharactersStayAsTheyAre(@ForAll("unicode") String text) {
    assertTrue(UrlEncoding.encode(text).matches("(?:[A-Za-z0-9._~-]|%[0-9A-F]{2})*"));
  }

  @Property
  void pathIsDecodedToItsKey(@ForAll("keys") String key) {
    assertEquals("/" + key, UrlEncoding.decode(UrlEncoding.path(key)));
  }

  @Property
  void pathHasNothingThatAProxyFolds(@ForAll("keys") String key) {
    String path = UrlEncoding.path(key);
    assertTrue(path.startsWith("/"));
    assertFalse(path.contains("//"), path);
    assertFalse(path.contains("./"), path);
  }

  @Property
  void pathSignsWhatTheOfficialSdkSends(@ForAll("keys") String key) {
    String official = com.qcloud.cos.utils.UrlEncoderUtils.encodeUrlPath("/" + key);
    assertEquals(official, UrlEncoding.path(key));
  }

  @Test
  void slashesAndDotsThatMeetAreEncoded() {
    assertEquals("/%2Fa/%2Fb", UrlEncoding.path("/a//b"));
    assertEquals("/.%2Fa/..%2Fb", UrlEncoding.path("./a/../b"));
    assertEquals("/a/b.mp4", UrlEncoding.path("a/b.mp4"));
  }

  @Test
  void plusIsNoBlank() {
    assertEquals("a+b c", UrlEncoding.decode("a+b%20c"));
    assertEquals("a%2Bb%20c", UrlEncoding.encode("a+b c"));
  }

  @Test
  void brokenPercentIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> UrlEncoding.decode("100%"));
    assertThrows(IllegalArgumentException.class, () -> UrlEncoding.decode("%zz"));
  }

  @Provide
  Arbitrary<String> unicode() {
    return Texts.unicode(40);
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.oneOf(
        Texts.unicode(30), Arbitraries.strings().withChars("./ab%+ ").ofMinLength(1));
  }
}
