package dev.cosliveness.check;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** How long each stage of one check took, in milliseconds, in the order of their beginning. */
final class Stages {
  private final Map<String, Long> millis = new LinkedHashMap<>();

  <T> T time(String stage, Supplier<T> work) {
    long start = System.nanoTime();
    try {
      return work.get();
    } finally {
      millis.merge(stage, (System.nanoTime() - start) / 1_000_000, Long::sum);
    }
  }

  void time(String stage, Runnable work) {
    time(
        stage,
        () -> {
          work.run();
          return null;
        });
  }

  @Override
  public String toString() {
    return millis.toString();
  }

  Map<String, Long> millis() {
    return millis;
  }
}
