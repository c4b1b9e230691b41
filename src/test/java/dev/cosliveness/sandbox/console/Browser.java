package dev.cosliveness.sandbox.console;

import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium with an empty profile, driven over the W3C WebDriver protocol. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern STARTED = Pattern.compile("started successfully on port ([0-9]+)");
  private static final List<String> FLAGS =
      List.of(
          "--headless=new",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-dev-shm-usage",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--hide-scrollbars",
          "--lang=en-US");

  private final HttpClient http = HttpClient.newHttpClient();
  private final JsonMapper json = new JsonMapper();
  private final Path profile;
  private final Process driver;
  private final URI session;

  private Browser(Path chromium, Path chromedriver) throws IOException {
    profile = Files.createTempDirectory("chromium");
    driver =
        new ProcessBuilder(chromedriver.toString(), "--port=0").redirectErrorStream(true).start();
    URI home = URI.create("http://localhost:" + port() + "/session");
    List<String> flags = new ArrayList<>(FLAGS);
    flags.add("--user-data-dir=" + profile);
    Map<String, ?> chrome = Map.of("binary", chromium.toString(), "args", flags);
    Map<String, ?> wanted = Map.of("browserName", "chrome", "goog:chromeOptions", chrome);
    JsonNode started = post(home, Map.of("capabilities", Map.of("alwaysMatch", wanted)));
    session = URI.create(home + "/" + started.path("sessionId").asText());
  }

  /** Empty where Debian's packages chromium and chromium-driver are not installed. */
  static Optional<Browser> start() {
    Optional<Path> chromium = onPath("chromium").or(() -> onPath("google-chrome"));
    Optional<Path> chromedriver = onPath("chromedriver");
    if (chromium.isEmpty() || chromedriver.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Browser(chromium.get(), chromedriver.get()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void open(String url) {
    command("url", Map.of("url", url));
  }

  /** Runs JavaScript in the page; what it returns, promises awaited. */
  JsonNode run(String script, Object... arguments) {
    return command("execute/sync", Map.of("script", script, "args", List.of(arguments)));
  }

  /** The text of an element as it is shown, white space folded. */
  String text(String selector) {
    return run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
        .asText()
        .replaceAll("\\s+", " ")
        .strip();
  }

  int count(String selector) {
    return run("return document.querySelectorAll(arguments[0]).length", selector).asInt();
  }

  /** As a person does it: scrolled into view, refused when something lies over it. */
  void click(String selector) {
    command("element/" + element(selector) + "/click", Map.of());
  }

  /** Types; for a select, what is typed chooses. */
  void type(String selector, String text) {
    command("element/" + element(selector) + "/value", Map.of("text", text));
  }

  /** Presses keys wherever the focus is. */
  void press(String... keys) {
    List<Map<String, String>> presses =
        Stream.of(keys)
            .flatMap(
                key ->
                    Stream.of(
                        Map.of("type", "keyDown", "value", key),
                        Map.of("type", "keyUp", "value", key)))
            .toList();
    command(
        "actions",
        Map.of("actions", List.of(Map.of("type", "key", "id", "keys", "actions", presses))));
  }

  /** Waits until a JavaScript expression is true. */
  void await(String what, String expression, Object... arguments) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!run("return !!(" + expression + ")", arguments).asBoolean()) {
      if (Instant.now().isAfter(end)) {
        fail("Not seen on the page: " + what);
      }
      Thread.onSpinWait();
    }
  }

  void awaitText(String selector, String text) {
    await(
        text + " in " + selector,
        "(document.querySelector(arguments[0])?.innerText ?? '').includes(arguments[1])",
        selector,
        text);
  }

  void devtools(String name, Map<String, ?> parameters) {
    command("goog/cdp/execute", Map.of("cmd", name, "params", parameters));
  }

  void size(int width, int height) {
    devtools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  void dark(boolean dark) {
    Map<String, String> scheme =
        Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light");
    Map<String, String> still = Map.of("name", "prefers-reduced-motion", "value", "reduce");
    devtools("Emulation.setEmulatedMedia", Map.of("features", List.of(scheme, still)));
  }

  void screenshot(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.write(file, Base64.getDecoder().decode(get("screenshot").asText()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the page or the browser complained about, scripts and policy included. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    command("se/log", Map.of("type", "browser"))
        .forEach(entry -> complaints.add(entry.path("message").asText()));
    return complaints;
  }

  private String element(String selector) {
    return command("element", Map.of("using", "css selector", "value", selector))
        .elements()
        .next()
        .asText();
  }

  private JsonNode command(String path, Map<String, ?> body) {
    return post(URI.create(session + "/" + path), body);
  }

  private JsonNode get(String path) {
    return send(HttpRequest.newBuilder(URI.create(session + "/" + path)).build());
  }

  private JsonNode post(URI uri, Map<String, ?> body) {
    try {
      return send(
          HttpRequest.newBuilder(uri)
              .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JsonNode send(HttpRequest request) {
    try {
      HttpResponse<byte[]> answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      JsonNode value = json.readTree(answer.body()).path("value");
      if (answer.statusCode() != 200) {
        fail(value.path("error").asText() + ": " + value.path("message").asText());
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private int port() throws IOException {
    BufferedReader output = driver.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return Integer.parseInt(started.group(1));
      }
    }
    throw new IOException("chromedriver ended before it listened");
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() throws IOException {
    try {
      send(HttpRequest.newBuilder(session).DELETE().build());
    } finally {
      driver.destroy();
      driver.onExit().join();
      Files.walkFileTree(
          profile,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failed)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    }
  }
}
