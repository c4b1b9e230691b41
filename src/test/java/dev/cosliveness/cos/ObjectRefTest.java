package dev.cosliveness.cos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectRefTest {
  private static final String BUCKET = "examplebucket-1250000000";
  private static final String REGION = "ap-guangzhou";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "examplebucket-1250000000",
        "a-12345",
        "a1-b2-1250000000",
        "0-12345678901234567890"
      })
  void bucketIsNameAndAppid(String bucket) {
    assertEquals(bucket, new ObjectRef(bucket, REGION, "a.mp4", null).bucket());
    assertTrue(ObjectRef.isBucket(bucket));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "evil.example/-1250000000",
        "evil.example#-1250000000",
        "evil.example?-1250000000",
        "user@evil-1250000000",
        "a:80-1250000000",
        "a.b-1250000000",
        "a%2e-1250000000",
        "a\\-1250000000",
        "a\n-1250000000",
        "a-1250000000\n",
        "a-1250000000 ",
        " a-1250000000",
        "A-1250000000",
        "-1250000000",
        "--1250000000",
        "examplebucket",
        "examplebucket-1234",
        "examplebucket-12500x0000",
        "examplebucket-123456789012345678901",
        "桶-1250000000",
        "a-１２５００００"
      })
  void nothingElseBecomesPartOfAHostName(String bucket) {
    assertFalse(ObjectRef.isBucket(bucket));
    assertThrows(
        IllegalArgumentException.class, () -> new ObjectRef(bucket, REGION, "a.mp4", null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ap-guangzhou", "ap-beijing-1", "na-siliconvalley", "ap-shanghai-fsi"})
  void regionIsOneOfCos(String region) {
    assertEquals(region, new ObjectRef(BUCKET, region, "a.mp4", null).region());
    assertTrue(ObjectRef.isRegion(region));
  }

  @ParameterizedTest
  @NullAndEmptySource
  @ValueSource(
      strings = {
        "cd",
        "AP-guangzhou",
        "ap-guangzhou.evil.example",
        "ap-guangzhou/",
        "ap-guangzhou#",
        "ap-guangzhou@evil",
        "ap-guangzhou:80",
        "ap-guangzhou\n",
        "ap guangzhou",
        "-ap",
        "ap-",
        "ap--x",
        "a-b-c-d-e-f"
      })
  void otherRegionsAreRefused(String region) {
    assertFalse(ObjectRef.isRegion(region));
    assertThrows(
        IllegalArgumentException.class, () -> new ObjectRef(BUCKET, region, "a.mp4", null));
  }

  @Property
  void whateverTheBucketTheHostStaysTencents(@ForAll("texts") String text) {
    if (ObjectRef.isBucket(text)) {
      assertTrue(text.matches("[a-z0-9-]+"));
    }
    if (ObjectRef.isRegion(text)) {
      assertTrue(text.matches("[a-z0-9-]+"));
    }
  }

  @Test
  void keyHasOneToEightHundredAndFiftyBytes() {
    assertEquals(850, new ObjectRef(BUCKET, REGION, "k".repeat(850), null).key().length());
    assertEquals(283, new ObjectRef(BUCKET, REGION, "中".repeat(283), null).key().length());
    assertRefusedKey("k".repeat(851));
    assertRefusedKey("中".repeat(284));
    assertRefusedKey("");
    assertRefusedKey(null);
  }

  @Test
  void keyIsValidUnicode() {
    assertRefusedKey("a\ud842");
    assertRefusedKey("\udfb7a");
    assertEquals("\ud842\udfb7", new ObjectRef(BUCKET, REGION, "\ud842\udfb7", null).key());
  }

  @Test
  void versionThatIsBlankIsNone() {
    assertNull(new ObjectRef(BUCKET, REGION, "a.mp4", "").versionId());
    assertNull(new ObjectRef(BUCKET, REGION, "a.mp4", " ").versionId());
    ObjectRef latest = new ObjectRef(BUCKET, REGION, "a.mp4", null);
    assertEquals("MTg0NDUx", latest.version("MTg0NDUx").versionId());
  }

  @ParameterizedTest
  @ValueSource(strings = {"a&acl", "a b", "a/b", "版本", "a\n"})
  void otherVersionsAreRefused(String version) {
    assertThrows(
        IllegalArgumentException.class, () -> new ObjectRef(BUCKET, REGION, "a.mp4", version));
  }

  private static void assertRefusedKey(String key) {
    assertThrows(IllegalArgumentException.class, () -> new ObjectRef(BUCKET, REGION, key, null));
  }

  @Provide
  Arbitrary<String> texts() {
    return Texts.unicode(30).map(text -> text + "-1250000000");
  }
}
