package dev.cosliveness.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.ObjectTags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a verdict shares ten tags with those of others (contract, section 4). */
class TagVerdictsTest {
  private static final Seal SEAL = new Seal(List.of("a-secret-for-tests-of-32-characters"));
  private static final Subject SUBJECT = new Subject("b-12345", "k.mp4", "e", "", "");
  private static final SealedVerdict PASSED =
      new SealedVerdict("PASSED", "Success", "98.50", "2026-11-22T12:00:00Z", "");
  private static final SealedVerdict RESUBMIT =
      new SealedVerdict(
          "RESUBMIT", "FailedOperation.LipVoiceDetect", "", "2026-11-22T12:00:00Z", "");

  @ParameterizedTest
  @CsvSource({
    "0, status code sim checked-at seal",
    "1, status code sim checked-at seal",
    "2, status code sim checked-at seal",
    "3, status code sim checked-at seal",
    "4, status code sim checked-at seal",
    "5, status code sim checked-at seal",
    "6, status code sim seal",
    "7, status code seal",
    "8, status seal",
    "9, ''",
    "10, ''"
  })
  void checkedAtThenSimilarityThenCodeMakeRoom(int foreign, String expected) {
    assertMerged(foreign, PASSED, expected);
  }

  @ParameterizedTest
  @CsvSource({
    "0, status code checked-at seal",
    "5, status code checked-at seal",
    "6, status code checked-at seal",
    "7, status code seal",
    "8, status seal",
    "9, ''",
    "10, ''"
  })
  void withoutASimilarityThereIsRoomForOneMore(int foreign, String expected) {
    assertMerged(foreign, RESUBMIT, expected);
  }

  private static void assertMerged(int foreign, SealedVerdict verdict, String expected) {
    ObjectTags before = foreign(foreign);
    ObjectTags merged = TagVerdicts.merge(before, verdict, SUBJECT, SEAL);
    assertTrue(merged.all().size() <= ObjectTags.LIMIT);
    List<String> keys = new ArrayList<>(merged.all().keySet());
    assertEquals(List.copyOf(before.all().keySet()), keys.subList(0, foreign));
    before.all().forEach((key, value) -> assertEquals(value, merged.get(key)));
    List<String> ours =
        keys.subList(foreign, keys.size()).stream()
            .map(key -> key.replace("liveness-", ""))
            .toList();
    assertEquals(expected, String.join(" ", ours));
    assertEquals(!expected.isEmpty(), TagVerdicts.haveRoom(before));
    assertEquals(
        expected.isEmpty() ? Optional.empty() : Status.of(verdict.status()),
        TagVerdicts.read(merged).flatMap(found -> found.statusFor(SUBJECT, SEAL)));
  }

  @Test
  void whatWasLeftOutIsNoPartOfTheSeal() {
    SealedVerdict found =
        TagVerdicts.read(TagVerdicts.merge(foreign(7), PASSED, SUBJECT, SEAL)).orElseThrow();
    assertEquals("", found.similarity());
    assertEquals("", found.checkedAt());
    assertTrue(SEAL.holds(found, SUBJECT));
    SealedVerdict added =
        new SealedVerdict(found.status(), found.code(), "98.50", "", found.seal());
    assertFalse(SEAL.holds(added, SUBJECT));
  }

  @Test
  void olderAndForgedVerdictsAreReplaced() {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put("team", "a");
    tags.put("liveness-status", "PASSED");
    tags.put("liveness-sim", "100.00");
    tags.put("liveness-seal", "forged");
    tags.put("owner", "b");
    ObjectTags merged = TagVerdicts.merge(new ObjectTags(tags), RESUBMIT, SUBJECT, SEAL);
    assertEquals(
        List.of(
            "team",
            "owner",
            "liveness-status",
            "liveness-code",
            "liveness-checked-at",
            "liveness-seal"),
        List.copyOf(merged.all().keySet()));
    assertEquals("RESUBMIT", merged.get("liveness-status"));
  }

  @Test
  void forgedVerdictGoesEvenWhereThereIsNoRoomForATrueOne() {
    Map<String, String> tags = new LinkedHashMap<>(foreign(9).all());
    tags.put("liveness-status", "PASSED");
    ObjectTags merged = TagVerdicts.merge(new ObjectTags(tags), RESUBMIT, SUBJECT, SEAL);
    assertEquals(foreign(9), merged);
  }

  @Test
  void mergingAgainChangesNothing() {
    ObjectTags once = TagVerdicts.merge(foreign(3), PASSED, SUBJECT, SEAL);
    assertEquals(once, TagVerdicts.merge(once, PASSED, SUBJECT, SEAL));
  }

  @Test
  void tagsWithoutAStatusAreNoVerdict() {
    assertEquals(Optional.empty(), TagVerdicts.read(ObjectTags.NONE));
    assertEquals(Optional.empty(), TagVerdicts.read(new ObjectTags(Map.of("liveness-seal", "x"))));
  }

  @Test
  void forgedStatusIsReadButHoldsForNobody() {
    SealedVerdict forged =
        TagVerdicts.read(new ObjectTags(Map.of("liveness-status", "PASSED"))).orElseThrow();
    assertEquals(Optional.empty(), forged.statusFor(SUBJECT, SEAL));
  }

  private static ObjectTags foreign(int count) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (int i = count; i > 0; i--) {
      tags.put("their-" + i, "value " + i);
    }
    return new ObjectTags(tags);
  }
}
