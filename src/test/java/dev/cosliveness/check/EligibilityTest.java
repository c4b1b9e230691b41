package dev.cosliveness.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.ObjectRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Contract section 2, what is skipped. */
class EligibilityTest {
  private static final String BUCKET = "examplebucket-1250000000";
  private static final Eligibility ANYWHERE = new Eligibility(Set.of(BUCKET), "", "liveness/");
  private static final Eligibility UPLOADS =
      new Eligibility(Set.of(BUCKET), "uploads/", "liveness/");

  private static Optional<String> reason(Eligibility eligibility, String key) {
    return eligibility.reasonToSkip(new ObjectRef(BUCKET, "ap-beijing", key, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.mp4",
        "a.MP4",
        "a.Avi",
        "a.flv",
        "deep/er/自拍 1+2.mp4",
        ".mp4",
        "livenes/a.mp4",
        "liveness.mp4",
        "x/liveness/a.mp4",
        "a//b.mp4"
      })
  void videosAreChecked(String key) {
    assertEquals(Optional.empty(), reason(ANYWHERE, key));
  }

  @ParameterizedTest
  @CsvSource({
    "videos/, a folder",
    "videos.mp4/, a folder",
    "liveness/verdicts/a.mp4.json, under liveness.output-prefix",
    "liveness/a.mp4, under liveness.output-prefix",
    "a.mov, 'not .mp4, .avi or .flv'",
    "a.mp4.json, 'not .mp4, .avi or .flv'",
    "mp4, 'not .mp4, .avi or .flv'",
    "a.mp4%20, 'not .mp4, .avi or .flv'"
  })
  void everythingElseIsSkipped(String key, String why) {
    assertEquals(Optional.of(why), reason(ANYWHERE, key));
  }

  @Test
  void onlyUploadsAreCheckedWhereAPrefixIsSet() {
    assertEquals(Optional.empty(), reason(UPLOADS, "uploads/a.mp4"));
    assertEquals(Optional.of("outside of liveness.uploads.prefix"), reason(UPLOADS, "a.mp4"));
    assertEquals(
        Optional.of("outside of liveness.uploads.prefix"), reason(UPLOADS, "Uploads/a.mp4"));
  }

  @Test
  void otherBucketsAreNeverTouched() {
    ObjectRef other = new ObjectRef("otherbucket-1250000000", "ap-beijing", "a.mp4", null);
    assertEquals(Optional.of("bucket is not in liveness.buckets"), ANYWHERE.reasonToSkip(other));
  }

  @ParameterizedTest
  @CsvSource({"1, true", "6291456, true", "0, false", "6291457, false"})
  void videoHasOneByteToEightMebibytesOfBase64(long size, boolean good) {
    List<Problem> problems = Eligibility.problems("a.mp4", size);
    assertEquals(good ? List.of() : List.of("Local.VideoSize"), codes(problems));
  }

  @Test
  void limitIsEightMebibytesOfBase64() {
    assertEquals(8 * 1024 * 1024, (Eligibility.MAX_SIZE + 2) / 3 * 4);
  }

  @Test
  void formatIsToldByTheSuffix() {
    assertEquals(List.of("Local.VideoFormat"), codes(Eligibility.problems("a.mov", 5)));
    assertTrue(Eligibility.hasVideoSuffix("A.FLV"));
    assertFalse(Eligibility.hasVideoSuffix("a.flv2"));
  }

  private static List<String> codes(List<Problem> problems) {
    return problems.stream().map(Problem::code).toList();
  }
}
