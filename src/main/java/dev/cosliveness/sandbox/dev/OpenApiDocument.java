package dev.cosliveness.sandbox.dev;

import dev.cosliveness.sandbox.Reply;
import dev.cosliveness.sandbox.Request;
import dev.cosliveness.sandbox.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Serves the OpenAPI document as it is in the sources right now, to whatever page reads it. It is
 * no resource of the product, so it is looked for where development goes on: in the folder of the
 * project, or in one below it.
 */
record OpenApiDocument(Path start) implements Route {
  static final String PATH = "/openapi.yaml";

  private static final Path SOURCE = Path.of("src", "main", "openapi", "openapi.yaml");

  static OpenApiDocument ofThisProject() {
    return new OpenApiDocument(Path.of("").toAbsolutePath());
  }

  @Override
  public Reply answer(Request request) {
    return Stream.iterate(start, folder -> folder != null, Path::getParent)
        .map(folder -> folder.resolve(SOURCE))
        .filter(Files::isRegularFile)
        .findFirst()
        .map(OpenApiDocument::served)
        .orElseGet(() -> Reply.text(404, "text/plain", "There is no " + SOURCE + "\n"));
  }

  private static Reply served(Path document) {
    try {
      return Reply.of(200, "application/yaml", Files.readAllBytes(document))
          .with("Access-Control-Allow-Origin", "*")
          .with("Cache-Control", "no-store");
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
