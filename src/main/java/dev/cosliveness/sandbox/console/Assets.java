package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.Reply;
import dev.cosliveness.sandbox.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.NoSuchElementException;

/** The files the page is made of; only those listed here can be asked for. */
final class Assets {
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> TYPES =
      Map.of(
          "index.html", "text/html; charset=utf-8",
          "console.css", "text/css; charset=utf-8",
          "console.js", SCRIPT,
          "check.js", SCRIPT,
          "dom.js", SCRIPT,
          "lists.js", SCRIPT,
          "texts.js", SCRIPT,
          "upload.js", SCRIPT,
          "icon.svg", "image/svg+xml");

  private Assets() {}

  /**
   * @throws NoSuchElementException when there is no such file
   */
  static Reply answer(Request request) {
    String path = request.rawPath();
    String name = path.equals("/") ? "index.html" : path.substring(path.lastIndexOf('/') + 1);
    if (!request.method().equals("GET")
        || !TYPES.containsKey(name)
        || !path.equals("/") && !path.equals("/console/" + name)) {
      throw new NoSuchElementException("Not found");
    }
    try (InputStream in = Assets.class.getResourceAsStream("/sandbox/console/" + name)) {
      return Reply.of(200, TYPES.get(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
