package dev.cosliveness.cos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of COS, whole and broken. */
class XmlBodiesTest {
  private static final String BOMB =
      """
      <!DOCTYPE Tagging [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
      <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
      """;
  private static final String FILE =
      "<!DOCTYPE Tagging [<!ENTITY c SYSTEM \"file:///etc/hostname\">]>";

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "{}",
        "<",
        "<html><body>502 Bad Gateway</body></html>",
        "<html>",
        "<Tagging>",
        "<Tagging><TagSet><Tag><Key>a</Key>",
        "<Tagging><TagSet></Tagging>",
        "<ListBucketResult><Contents><Key>a</Key></Contents>",
        "\u0000\u0001\u0002",
        "<Error><Code>NoSuchKey</Code></Error>"
      })
  void neitherTagsNorListAreReadFromAnythingElse(String body) {
    assertThrows(JsonParseException.class, () -> ObjectTags.read(utf8(body)));
    assertThrows(JsonParseException.class, () -> ObjectList.read(utf8(body)));
  }

  @Test
  void entityIsNeverExpandedAndNothingIsReadAroundIt() {
    for (String dtd : List.of(BOMB, FILE, "")) {
      String tags =
          dtd + "<Tagging><TagSet><Tag><Key>k</Key><Value>&c;</Value></Tag></TagSet></Tagging>";
      assertThrows(JsonParseException.class, () -> ObjectTags.read(utf8(tags)));
      String list =
          dtd.replace("Tagging", "ListBucketResult")
              + "<ListBucketResult><Contents><Key>&c;</Key></Contents></ListBucketResult>";
      assertThrows(JsonParseException.class, () -> ObjectList.read(utf8(list)));
      String error =
          dtd.replace("Tagging", "Error")
              + "<Error><Code>NoSuchKey</Code><Message>&c;</Message></Error>";
      assertEquals(CosError.NONE, CosError.read(utf8(error)));
    }
  }

  @Test
  void depthIsBounded() {
    String deep = "<Tagging>" + "<a>".repeat(50) + "</a>".repeat(50) + "</Tagging>";
    assertThrows(JsonParseException.class, () -> ObjectTags.read(utf8(deep)));
  }

  @Test
  void tagsKeepTheirOrder() throws Exception {
    assertEquals(ObjectTags.NONE, tags(""));
    assertEquals(Map.of("a", "1"), tags("<Tag><Key>a</Key><Value>1</Value></Tag>").all());
    ObjectTags two = tags("<Tag><Key>b</Key><Value/></Tag><Tag><Key>a</Key><Value>1</Value></Tag>");
    assertEquals(List.of("b", "a"), List.copyOf(two.all().keySet()));
    assertEquals("", two.get("b"));
    assertNull(two.get("c"));
  }

  @Test
  void emptyTaggingHasNoTags() throws Exception {
    assertEquals(ObjectTags.NONE, ObjectTags.read(utf8("<Tagging/>")));
    assertEquals(ObjectTags.NONE, ObjectTags.read(utf8("<Tagging><TagSet/></Tagging>")));
    assertEquals(
        ObjectTags.NONE, ObjectTags.read(utf8("<Tagging>\n <TagSet>\n </TagSet>\n</Tagging>")));
  }

  @Property
  void tagsThatAreWrittenAreRead(@ForAll("tagSets") Map<String, String> all) throws Exception {
    ObjectTags tags = new ObjectTags(all);
    ObjectTags read = ObjectTags.read(tags.document());
    assertEquals(tags, read);
    assertEquals(List.copyOf(all.keySet()), List.copyOf(read.all().keySet()));
  }

  /** What COS allows in tags, and what has a meaning in XML. */
  @Provide
  Arbitrary<Map<String, String>> tagSets() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("中文0-=._:/+@<>&\"'")
            .ofMinLength(1)
            .ofMaxLength(20);
    return Arbitraries.maps(text, Arbitraries.oneOf(text, Arbitraries.just("")))
        .ofMaxSize(10)
        .map(LinkedHashMap::new);
  }

  @Test
  void listHasNoneOneOrManyEntries() throws Exception {
    assertEquals(new ObjectList(List.of(), null), list("<IsTruncated>false</IsTruncated>"));
    assertEquals(
        List.of(new ObjectList.Entry("a b", "e1", 3)), list(contents("a b", "e1", 3)).entries());
    assertEquals(
        List.of(new ObjectList.Entry("a", "e1", 3), new ObjectList.Entry("b", "e2", 4)),
        list(contents("a", "e1", 3) + contents("b", "e2", 4)).entries());
  }

  @Test
  void keysAreDecodedOnlyWhenTheListSaysSo() throws Exception {
    String contents = contents("a%20b%2Bc+d", "e", 1);
    assertEquals("a%20b%2Bc+d", list(contents).entries().getFirst().key());
    assertEquals(
        "a b+c+d", list("<EncodingType>url</EncodingType>" + contents).entries().getFirst().key());
  }

  @Test
  void nextPageStartsAtTheMarkerOrAtTheLastKey() throws Exception {
    String two = contents("a", "e1", 3) + contents("b", "e2", 4);
    assertNull(list("<IsTruncated>false</IsTruncated>" + two).next());
    assertNull(list(two).next());
    assertNull(list("<IsTruncated>false</IsTruncated><NextMarker>x</NextMarker>" + two).next());
    assertEquals("b", list("<IsTruncated>true</IsTruncated>" + two).next());
    assertEquals("b", list("<IsTruncated>true</IsTruncated><NextMarker/>" + two).next());
    assertEquals(
        "c d",
        list("<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
                + "<NextMarker>c%20d</NextMarker>"
                + two)
            .next());
  }

  private static ObjectTags tags(String set) throws JsonParseException {
    return ObjectTags.read(utf8("<Tagging><TagSet>" + set + "</TagSet></Tagging>"));
  }

  private static ObjectList list(String content) throws JsonParseException {
    return ObjectList.read(
        utf8("<?xml version='1.0'?><ListBucketResult>" + content + "</ListBucketResult>"));
  }

  private static String contents(String key, String etag, int size) {
    return "<Contents><Key>%s</Key><ETag>\"%s\"</ETag><Size>%d</Size></Contents>"
        .formatted(key, etag, size);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
