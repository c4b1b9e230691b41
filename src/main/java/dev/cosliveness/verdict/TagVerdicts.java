package dev.cosliveness.verdict;

import dev.cosliveness.cos.ObjectTags;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verdicts as tags of the object itself, beside tags that others put there. */
final class TagVerdicts {
  static final String STATUS = "liveness-status";
  static final String CODE = "liveness-code";
  static final String SIMILARITY = "liveness-sim";
  static final String CHECKED_AT = "liveness-checked-at";
  static final String SEAL = "liveness-seal";

  private static final Set<String> OURS = Set.of(STATUS, CODE, SIMILARITY, CHECKED_AT, SEAL);

  private TagVerdicts() {}

  /** Whatever claims to be a verdict; empty when nothing does. */
  static Optional<SealedVerdict> read(ObjectTags tags) {
    return tags.get(STATUS) == null
        ? Optional.empty()
        : Optional.of(
            new SealedVerdict(
                tags.get(STATUS),
                text(tags, CODE),
                text(tags, SIMILARITY),
                text(tags, CHECKED_AT),
                text(tags, SEAL)));
  }

  /** Whether status and seal, the least that says anything, have room beside the tags of others. */
  static boolean haveRoom(ObjectTags tags) {
    return room(tags) >= 2;
  }

  /**
   * The tags with this verdict and no older one. Where others leave too little room, checked-at,
   * similarity and code are left out in that order; without room for status and seal only the older
   * verdict goes.
   */
  static ObjectTags merge(ObjectTags tags, SealedVerdict verdict, Subject subject, Seal seal) {
    Map<String, String> merged = others(tags);
    if (haveRoom(tags)) {
      SealedVerdict sealed = seal.seal(fit(verdict, room(tags)), subject);
      put(merged, STATUS, sealed.status());
      put(merged, CODE, sealed.code());
      put(merged, SIMILARITY, sealed.similarity());
      put(merged, CHECKED_AT, sealed.checkedAt());
      put(merged, SEAL, sealed.seal());
    }
    return new ObjectTags(merged);
  }

  private static SealedVerdict fit(SealedVerdict whole, int room) {
    List<SealedVerdict> shorter =
        List.of(
            whole,
            new SealedVerdict(whole.status(), whole.code(), whole.similarity(), "", ""),
            new SealedVerdict(whole.status(), whole.code(), "", "", ""),
            new SealedVerdict(whole.status(), "", "", "", ""));
    return shorter.stream().filter(v -> needs(v) <= room).findFirst().orElseThrow();
  }

  private static int needs(SealedVerdict verdict) {
    return 2
        + (verdict.code().isEmpty() ? 0 : 1)
        + (verdict.similarity().isEmpty() ? 0 : 1)
        + (verdict.checkedAt().isEmpty() ? 0 : 1);
  }

  private static int room(ObjectTags tags) {
    return ObjectTags.LIMIT - others(tags).size();
  }

  private static Map<String, String> others(ObjectTags tags) {
    Map<String, String> others = new LinkedHashMap<>(tags.all());
    others.keySet().removeAll(OURS);
    return others;
  }

  private static void put(Map<String, String> tags, String key, String value) {
    if (!value.isEmpty()) {
      tags.put(key, value);
    }
  }

  private static String text(ObjectTags tags, String key) {
    String value = tags.get(key);
    return value == null ? "" : value;
  }
}
