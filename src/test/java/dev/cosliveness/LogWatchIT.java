package dev.cosliveness;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.SandboxOptions;
import dev.cosliveness.testing.Artifact;
import dev.cosliveness.testing.Launch;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Runs after all other tests: whatever they made the function print, it names nobody and opens no
 * door.
 */
class LogWatchIT {
  /** What is never in a log, whoever it belongs to. */
  private static final Map<String, Pattern> SHAPES =
      Map.of(
          "an ID number", Pattern.compile("(?<![0-9A-Za-z])[0-9]{17}[0-9Xx](?![0-9A-Za-z])"),
          "a signature", Pattern.compile("q-signature"),
          "an Authorization header", Pattern.compile("(?i)authorization\\W{1,4}(q-|bearer)"),
          "validate data", Pattern.compile("(?i)validate-?data\\W{1,4}[0-9]"));

  @Test
  void nothingThatWasLoggedNamesAPersonOrOpensADoor() throws IOException {
    Map<String, Pattern> forbidden = new LinkedHashMap<>(SHAPES);
    People.all()
        .forEach(
            person -> {
              add(forbidden, "the number of " + person, person.idCard());
              add(forbidden, "the name of " + person, person.name());
            });
    add(forbidden, "the secret key", SandboxOptions.defaults().secretKey());
    add(forbidden, "the seal's key", Launch.SEAL_KEY);
    add(forbidden, "a session token", EventInvokeIT.SESSION_TOKEN);
    List<String> found = new ArrayList<>();
    for (Path log : logs()) {
      String text = Files.readString(log, ISO_8859_1);
      forbidden.forEach(
          (what, shape) -> {
            if (shape.matcher(text).find()) {
              found.add(what + " in " + log.getFileName());
            }
          });
    }
    assertEquals(List.of(), found);
  }

  @Test
  void thePatternsFindWhatTheyLookFor() {
    Map<String, Pattern> forbidden = new LinkedHashMap<>();
    add(forbidden, "name", "名字 a");
    for (String written :
        List.of("x名字 ay", "%E5%90%8D%E5%AD%97%20a", "5ZCN5a2XIGE=", "\\u540d\\u5b57 a")) {
      String octets = new String(written.getBytes(UTF_8), ISO_8859_1);
      assertTrue(
          forbidden.values().stream().anyMatch(shape -> shape.matcher(octets).find()), written);
    }
  }

  @Test
  void verdictsWereLoggedAndRead() throws IOException {
    long verdicts = 0;
    for (Path log : logs()) {
      verdicts +=
          Files.readAllLines(log, ISO_8859_1).stream().filter(LogWatchIT::isVerdict).count();
    }
    assertTrue(verdicts >= 100, "verdicts in the logs: " + verdicts);
  }

  private static boolean isVerdict(String line) {
    return line.contains("PASSED") && line.contains("videos/");
  }

  /** Of the processes under test, and of the tests that ran inside of the application. */
  private static List<Path> logs() throws IOException {
    List<Path> logs = new ArrayList<>();
    for (String directory : List.of("suite-logs", "surefire-reports", "failsafe-reports")) {
      try (Stream<Path> files = Files.list(Artifact.directory(directory))) {
        files.filter(file -> file.toString().matches(".*\\.(log|txt)")).forEach(logs::add);
      }
    }
    Path application = Artifact.directory("").resolve("quarkus.log");
    if (Files.exists(application)) {
      logs.add(application);
    }
    return logs;
  }

  /** As it is, and as it goes over wires; logs are read as one char an octet. */
  private static void add(Map<String, Pattern> forbidden, String what, String secret) {
    byte[] octets = secret.getBytes(UTF_8);
    String percent = URLEncoder.encode(secret, UTF_8).replace("+", "%20");
    forbidden.put(what, literal(new String(octets, ISO_8859_1)));
    forbidden.put(what + ", percent-encoded", literal(percent));
    forbidden.put(what + ", in Base64", literal(Base64.getEncoder().encodeToString(octets)));
    forbidden.put(what + ", escaped", literal(escaped(secret)));
  }

  private static Pattern literal(String text) {
    return Pattern.compile(Pattern.quote(text), Pattern.CASE_INSENSITIVE);
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(c -> escaped.append(c < 128 ? String.valueOf((char) c) : "\\u%04x".formatted(c)));
    return escaped.toString();
  }
}
