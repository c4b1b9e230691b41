package dev.cosliveness.sandbox.dev;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cosliveness.sandbox.Sandbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document is there while developing, beside the console. */
class OpenApiDocumentTest {
  private static final Path SOURCE = Path.of("src/main/openapi/openapi.yaml");

  @TempDir Path elsewhere;

  @Test
  void documentIsServedAsItIsInTheSources() throws Exception {
    HttpResponse<byte[]> answer = served(OpenApiDocument.ofThisProject());
    assertEquals(200, answer.statusCode());
    assertEquals("application/yaml", answer.headers().firstValue("Content-Type").orElse(""));
    assertArrayEquals(Files.readAllBytes(SOURCE), answer.body());
  }

  @Test
  void documentIsFoundFromAFolderOfTheProject() throws Exception {
    Path below = Path.of("target", "classes").toAbsolutePath();
    assertEquals(200, served(new OpenApiDocument(below)).statusCode());
  }

  @Test
  void elsewhereThereIsNone() throws Exception {
    assertEquals(404, served(new OpenApiDocument(elsewhere)).statusCode());
  }

  private static HttpResponse<byte[]> served(OpenApiDocument document)
      throws IOException, InterruptedException {
    try (Sandbox sandbox = Sandbox.start();
        HttpClient http = HttpClient.newHttpClient()) {
      sandbox.consoleRoutes().put(OpenApiDocument.PATH, document);
      URI uri = URI.create(sandbox.endpoint() + OpenApiDocument.PATH);
      return http.send(
          HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
