package dev.cosliveness;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directions between packages. */
class ArchitectureTest {
  private static final String ROOT = "dev.cosliveness";
  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);
  private static final List<String> PACKAGES =
      List.of(
          "cos",
          "liveness",
          "verdict",
          "event",
          "retry",
          "check",
          "http",
          "scf",
          "timer",
          "sandbox",
          "sandbox.console",
          "sandbox.dev");

  @ParameterizedTest
  @CsvSource({
    "cos, ''",
    "liveness, cos",
    "verdict, cos liveness",
    "event, cos",
    "retry, cos liveness",
    "check, cos liveness verdict event retry",
    "timer, cos liveness verdict event retry check",
    "http, cos liveness verdict event retry check timer",
    "scf, cos event",
    "sandbox, ''",
    "sandbox.console, sandbox",
    "sandbox.dev, sandbox sandbox.console cos event check"
  })
  void packageKnowsOnlyThoseItIsBuiltOn(String name, String known) {
    List<String> allowed = Arrays.asList((name + " " + known).strip().split(" "));
    String[] others =
        Stream.concat(
                Stream.of(ROOT),
                PACKAGES.stream().filter(p -> !allowed.contains(p)).map(p -> ROOT + "." + p))
            .toArray(String[]::new);
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + "." + name)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(others));
  }

  @Test
  void everyPackageIsHeldToADirection() {
    List<String> found = ALL.stream().map(c -> c.getPackageName()).distinct().sorted().toList();
    List<String> expected =
        Stream.concat(Stream.of(ROOT), PACKAGES.stream().map(p -> ROOT + "." + p))
            .sorted()
            .toList();
    assertEquals(expected, found);
  }

  @Test
  void nobodyKnowsTheSandbox() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".sandbox..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".sandbox.."));
  }

  @Test
  void onlyTheRootKnowsEverything() {
    check(
        noClasses()
            .that()
            .resideInAPackage(ROOT + ".*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT));
    check(
        classes()
            .that()
            .resideInAnyPackage(ROOT + ".http", ROOT + ".scf", ROOT + ".timer")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage(ROOT, ROOT + ".http", ROOT + ".scf", ROOT + ".timer"));
  }

  @Test
  void nothingIsNamedForNothing() {
    check(noClasses().should().haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)"));
  }

  private static void check(ArchRule rule) {
    assertTrue(ALL.size() > 100, "classes are missing");
    rule.check(ALL);
  }
}
