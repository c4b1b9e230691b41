package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingNamesTest {
  private static final String DEVELOPMENT = "liveness.sandbox.port";

  @Test
  void everyNameIsReadByTheMapping() {
    for (String name : SettingNames.ALL) {
      if (!name.equals(DEVELOPMENT)) {
        assertDoesNotThrow(() -> map(name), name);
      }
    }
    assertThrows(RuntimeException.class, () -> map("liveness.treshold"));
  }

  /** Refuses a name that no method of the mapping reads. */
  private static void map(String name) {
    new SmallRyeConfigBuilder()
        .withMapping(LivenessConfig.class)
        .withSources(new PropertiesConfigSource(Map.of(name, "x"), "test", 100))
        .build();
  }

  @Test
  void everySettingOfTheMappingHasAName() {
    long read =
        Stream.concat(
                Stream.of(LivenessConfig.class),
                Arrays.stream(LivenessConfig.class.getDeclaredClasses()))
            .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
            .filter(method -> method.getReturnType() == Optional.class)
            .count();
    assertEquals(read + 1, SettingNames.ALL.size());
  }

  @Test
  void namesThatExistAndThoseOfOthersAreTaken() {
    assertDoesNotThrow(
        () ->
            SettingNames.check(
                List.of("liveness.id-card.checksum", "quarkus.http.port", "livenessx"),
                Set.of("LIVENESS_COS_SECRET_ID", "LIVENESS_ID_CARD_CHECKSUM", "PATH")));
  }

  @ParameterizedTest
  @CsvSource({
    "liveness.treshold, PATH, liveness.treshold",
    "liveness.type, LIVENESS_TRESHOLD, LIVENESS_TRESHOLD",
    "liveness.cos, PATH, liveness.cos"
  })
  void slipIsNamed(String property, String variable, String named) {
    SettingsException refused =
        assertThrows(
            SettingsException.class, () -> SettingNames.check(List.of(property), Set.of(variable)));
    assertEquals(named + ": no such setting; the README lists all of them", refused.getMessage());
  }
}
