package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A promise whose test is gone is no promise. */
class InvariantsTest {
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Test|IT))(?:\\.(\\w+))?`");

  @Test
  void everyTestThatKeepsAPromiseExists() throws IOException {
    List<MatchResult> named =
        NAMED.matcher(Files.readString(Path.of("INVARIANTS.md"))).results().toList();
    assertFalse(named.isEmpty());
    for (MatchResult test : named) {
      String source = source(test.group(1));
      if (test.group(2) != null) {
        assertTrue(source.contains("void " + test.group(2) + "("), test.group() + " is gone");
      }
    }
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
      Path file =
          files
              .filter(path -> path.getFileName().toString().equals(test + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(test + " is gone"));
      return Files.readString(file);
    }
  }
}
