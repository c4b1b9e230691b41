package dev.cosliveness.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the build has made, and how it is started: the jar by this JVM's java, the native executable
 * by itself.
 */
public final class Artifact {
  private static final Path DIRECTORY = Path.of(System.getProperty("artifact.directory", "target"));

  private Artifact() {}

  public static boolean isNative() {
    return System.getProperty("artifact.kind", "jar").equals("native");
  }

  /** Where tests may leave files that are kept until the next build. */
  public static Path directory(String name) {
    try {
      return Files.createDirectories(DIRECTORY.toAbsolutePath().resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IllegalStateException when the build has not made it
   */
  public static Path file() {
    String name = System.getProperty("artifact.name", "cos-liveness-1.0.0-SNAPSHOT");
    Path file = DIRECTORY.resolve(isNative() ? name + "-runner" : "quarkus-app/quarkus-run.jar");
    if (!Files.exists(file)) {
      throw new IllegalStateException(file + " must be built first");
    }
    return file.toAbsolutePath();
  }

  static List<String> command(Map<String, String> systemProperties) {
    List<String> command = new ArrayList<>();
    if (isNative()) {
      command.add(file().toString());
    } else {
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-Xmx256m");
    }
    systemProperties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    if (!isNative()) {
      command.addAll(List.of("-jar", file().toString()));
    }
    return command;
  }
}
