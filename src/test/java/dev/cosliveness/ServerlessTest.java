package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.check.Eligibility;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.event.EventReader;
import dev.cosliveness.event.Trigger;
import dev.cosliveness.testing.JsonTree;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** serverless.yml says what the code knows, and no more. */
class ServerlessTest {
  private static final Set<String> SUFFIXES = Set.of(".mp4", ".avi", ".flv");

  private final JsonNode inputs = read().path("inputs");
  private final Map<String, String> variables = variables();
  private final Settings settings = settings();

  private static JsonNode read() {
    try {
      Object tree = new Yaml().load(Files.readString(Path.of("serverless.yml")));
      return new ObjectMapper().valueToTree(tree);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    inputs
        .at("/environment/variables")
        .properties()
        .forEach(
            variable -> {
              assertTrue(variable.getValue().isTextual(), variable.getKey() + " has to be text");
              String value = variable.getValue().asText();
              boolean secret = value.equals("${env:" + variable.getKey() + "}");
              variables.put(variable.getKey(), secret ? "x".repeat(40) : value);
            });
    return variables;
  }

  private Settings settings() {
    LivenessConfig config =
        new SmallRyeConfigBuilder()
            .withMapping(LivenessConfig.class)
            .withSources(new EnvConfigSource(variables, 300))
            .build()
            .getConfigMapping(LivenessConfig.class);
    return SettingsReader.read(config, true, _ -> null);
  }

  private List<JsonNode> triggers(String type) {
    return StreamSupport.stream(inputs.path("events").spliterator(), false)
        .filter(event -> event.has(type))
        .map(event -> event.path(type).path("parameters"))
        .toList();
  }

  @Test
  void everyVariableIsASettingThatExists() {
    SettingNames.check(List.of(), variables.keySet());
    assertTrue(variables.keySet().stream().allMatch(name -> name.startsWith("LIVENESS_")));
  }

  @Test
  void whatProductionNeedsIsSetAndSecretsAreNot() {
    assertFalse(settings.buckets().isEmpty());
    assertEquals(1, settings.http().tokens().size(), "the function URL is open to everybody");
    assertEquals(Optional.empty(), settings.cos().credentials(), "the role gives them");
    for (String secret : List.of("LIVENESS_SEAL_KEY", "LIVENESS_HTTP_TOKEN")) {
      String written = inputs.at("/environment/variables/" + secret).asText();
      assertEquals("${env:" + secret + "}", written);
    }
  }

  @Test
  void variablesFitIntoTheFourKilobytesOfThePlatform() {
    int size = variables.entrySet().stream().mapToInt(v -> v.toString().length() + 1).sum();
    assertTrue(size < 3_000, "variables take " + size + " characters");
  }

  @Test
  void aVideoOfEachKindWakesItOnceAndIsChecked() {
    List<JsonNode> triggers = triggers("cos");
    assertEquals(
        SUFFIXES,
        triggers.stream()
            .map(trigger -> trigger.at("/filter/suffix").asText())
            .collect(Collectors.toSet()));
    assertEquals(SUFFIXES.size(), triggers.size(), "overlapping triggers are refused");
    Eligibility eligibility =
        new Eligibility(settings.buckets(), settings.uploadsPrefix(), settings.outputPrefix());
    for (JsonNode trigger : triggers) {
      assertEquals("cos:ObjectCreated:*", trigger.path("events").asText());
      String[] host = trigger.path("bucket").asText().split("\\.", 2);
      assertEquals("cos." + settings.region() + ".myqcloud.com", host[1]);
      assertEquals(settings.region(), inputs.path("region").asText());
      String prefix = trigger.at("/filter/prefix").asText();
      assertEquals(settings.uploadsPrefix(), prefix);
      String key = prefix + "a" + trigger.at("/filter/suffix").asText();
      ObjectRef object = new ObjectRef(host[0], settings.region(), key, null);
      assertEquals(Optional.empty(), eligibility.reasonToSkip(object));
    }
  }

  @Test
  void whatItWritesDoesNotWakeIt() {
    for (JsonNode trigger : triggers("cos")) {
      String prefix = trigger.at("/filter/prefix").asText();
      assertFalse(prefix.isEmpty());
      assertFalse(settings.outputPrefix().startsWith(prefix));
      assertFalse(prefix.startsWith(settings.outputPrefix()));
    }
  }

  @Test
  void everyTriggerSaysThatItIsOn() {
    for (String type : List.of("cos", "timer")) {
      assertFalse(triggers(type).isEmpty());
      for (JsonNode trigger : triggers(type)) {
        assertTrue(trigger.path("enable").isBoolean(), type + ": enable has to be written out");
        assertTrue(trigger.path("enable").asBoolean());
        assertEquals("$DEFAULT", trigger.path("qualifier").asText());
      }
    }
    JsonNode url = triggers("http").getFirst();
    assertTrue(url.at("/netConfig/enableExtranet").isBoolean());
    assertTrue(url.at("/netConfig/enableIntranet").isBoolean());
    assertTrue(url.at("/corsConfig/enable").isBoolean());
  }

  @Test
  void timersRunRetriesAndSweep() {
    List<String> messages =
        triggers("timer").stream().map(timer -> timer.path("argument").asText()).toList();
    assertTrue(messages.contains("retry"));
    assertTrue(
        messages.stream()
            .filter(message -> message.startsWith("{"))
            .map(JsonTree::of)
            .anyMatch(
                message ->
                    message.path("task").asText().equals("sweep")
                        && message.path("prefix").asText().equals(settings.uploadsPrefix())));
    for (JsonNode timer : triggers("timer")) {
      assertEquals(7, timer.path("cronExpression").asText().split(" ").length);
      ObjectNode event =
          JsonNodeFactory.instance
              .objectNode()
              .put("Type", "Timer")
              .put("Message", timer.path("argument").asText());
      assertTrue(new EventReader(settings.region()).read(event) instanceof Trigger.Timer);
    }
  }

  @Test
  void thereIsTimeForACheckAndForItsAnswer() {
    Duration timeout = Duration.ofSeconds(inputs.path("timeout").asInt());
    Duration worst =
        settings.cos().checkTimeout().plus(settings.cos().readTimeout().multipliedBy(2));
    assertTrue(timeout.compareTo(worst) > 0);
    assertTrue(settings.claimTtl().compareTo(timeout) > 0, "a claim outlives its invocation");
    assertTrue(inputs.path("initTimeout").asInt() >= 10);
  }

  @Test
  void itIsACustomRuntimeForEventsWithRetriesAndADeadLetterQueue() {
    assertEquals("event", inputs.path("type").asText());
    assertEquals("CustomRuntime", inputs.path("runtime").asText());
    int memory = inputs.path("memorySize").asInt();
    assertTrue(memory == 64 || memory >= 128 && memory % 128 == 0);
    assertFalse(inputs.path("role").asText().isEmpty());
    assertTrue(inputs.path("retryNum").isInt());
    assertTrue(inputs.path("msgTTL").isInt());
    assertFalse(inputs.at("/deadLetter/name").asText().isEmpty());
  }
}
