package dev.cosliveness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.testing.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is shipped, and what must not be. */
class ArtifactIT {
  private static final List<String> NOT_SHIPPED =
      List.of("dev/cosliveness/sandbox", "sandbox/", "com/qcloud", "org/junit", "application-dev");

  @Test
  void holdsNothingOfTheSandboxNorOfTheTests() throws IOException {
    List<String> found =
        Artifact.isNative() ? namesIn(Artifact.file()) : entriesBeside(Artifact.file());
    assertEquals(
        List.of(),
        found.stream()
            .filter(name -> NOT_SHIPPED.stream().anyMatch(name::contains))
            .limit(10)
            .toList());
    assertTrue(found.stream().anyMatch(name -> name.contains("dev/cosliveness/check/CheckVideo")));
  }

  private static List<String> entriesBeside(Path jar) throws IOException {
    List<String> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(jar.getParent())) {
      for (Path each : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        try (JarFile open = new JarFile(each.toFile())) {
          open.stream().forEach(entry -> entries.add(entry.getName()));
        }
      }
    }
    return entries;
  }

  /** Class names are in an executable as text, for the messages of exceptions. */
  private static List<String> namesIn(Path executable) throws IOException {
    String all = new String(Files.readAllBytes(executable), ISO_8859_1).replace('.', '/');
    return Stream.of("dev/cosliveness/sandbox", "com/qcloud", "dev/cosliveness/check/CheckVideo")
        .filter(all::contains)
        .toList();
  }
}
