package dev.cosliveness.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.UnaryOperator;

/**
 * The objects of one bucket. Reads take no lock; a write sees and changes an object as one step.
 */
final class Bucket {
  private final NavigableMap<String, StoredObject> current =
      new ConcurrentSkipListMap<>(KeyOrder.UTF_8);
  private final ConcurrentMap<String, List<StoredObject>> versions = new ConcurrentHashMap<>();
  private final boolean versioned;

  Bucket(boolean versioned) {
    this.versioned = versioned;
  }

  boolean versioned() {
    return versioned;
  }

  /** In UTF-8 order; a live view. */
  NavigableMap<String, StoredObject> objects() {
    return current;
  }

  /**
   * @param forbidOverwrite without effect where versions are kept, as in COS
   * @return false when the object was there and had to stay
   */
  synchronized boolean put(StoredObject object, boolean forbidOverwrite) {
    if (forbidOverwrite && !versioned && current.containsKey(object.key())) {
      return false;
    }
    current.put(object.key(), object);
    if (versioned) {
      versions.computeIfAbsent(object.key(), key -> new ArrayList<>()).add(object);
    }
    return true;
  }

  /**
   * @param versionId null, empty or "null" mean the current version
   */
  synchronized Optional<StoredObject> get(String key, String versionId) {
    if (versionId == null || versionId.isEmpty() || versionId.equals("null")) {
      return Optional.ofNullable(current.get(key));
    }
    return versions.getOrDefault(key, List.of()).stream()
        .filter(version -> version.versionId().equals(versionId))
        .findFirst();
  }

  /** False when there is no such object or version. */
  synchronized boolean change(String key, String versionId, UnaryOperator<StoredObject> change) {
    Optional<StoredObject> before = get(key, versionId);
    if (before.isEmpty()) {
      return false;
    }
    StoredObject after = change.apply(before.get());
    versions.computeIfPresent(
        key,
        (k, all) -> new ArrayList<>(all.stream().map(v -> v == before.get() ? after : v).toList()));
    if (current.get(key) == before.get()) {
      current.put(key, after);
    }
    return true;
  }

  synchronized boolean delete(String key) {
    return current.remove(key) != null;
  }
}
