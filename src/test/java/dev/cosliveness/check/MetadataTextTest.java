package dev.cosliveness.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.Texts;
import dev.cosliveness.cos.UrlEncoding;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header values in the encodings of contract section 2. */
class MetadataTextTest {
  private static String asLatin1(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  @Test
  void namesOfPeopleAreReadFromEveryEncoding() {
    for (Person person : People.all()) {
      String name = person.name();
      assertTrue(name.equals(MetadataText.decode(UrlEncoding.encode(name))), person.toString());
      assertTrue(name.equals(MetadataText.decode(asLatin1(name))), person.toString());
      assertTrue(name.equals(MetadataText.decode(name)), person.toString());
    }
  }

  @Property
  void anyNameSurvivesPercentEncoding(@ForAll("names") String name) {
    assertEquals(name, MetadataText.decode(UrlEncoding.encode(name)));
  }

  @Property
  void anyNameWithoutPercentSurvivesBeingTakenForLatin1(@ForAll("names") String name) {
    String plain = name.replace("%", "·");
    assertEquals(plain, MetadataText.decode(asLatin1(plain)));
  }

  @Test
  void percentEncodingMayBeInLowerCase() {
    assertEquals("·", MetadataText.decode("%c2%b7"));
    assertEquals("a·b", MetadataText.decode("a%c2%B7b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%", "%", "%zz", "50% off", "%E9%9F", "%ff", "a%2"})
  void brokenPercentIsPlainText(String text) {
    assertEquals(text, MetadataText.decode(text));
  }

  @Test
  void plusIsNoBlank() {
    assertEquals("a+b", MetadataText.decode("a+b"));
    assertEquals("a+b c", MetadataText.decode("a+b%20c"));
  }

  @Test
  void latin1ThatIsNoUtf8IsPlainText() {
    assertEquals("Zoë", MetadataText.decode("Zoë"));
    assertEquals("é", MetadataText.decode("é"));
  }

  @Test
  void outerBlanksAreNoPartOfIt() {
    assertEquals("a b", MetadataText.decode(" a b\t"));
    assertEquals("a", MetadataText.decode("%20a%20"));
  }

  @Test
  void whatIsMissingIsMissing() {
    assertNull(MetadataText.decode(null));
    assertEquals("", MetadataText.decode(""));
    assertEquals("", MetadataText.decode(" "));
  }

  @Provide
  Arbitrary<String> names() {
    return Texts.visible(64).filter(name -> !name.contains("\u00e9"));
  }
}
