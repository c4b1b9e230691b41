package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.liveness.CodeTable;
import dev.cosliveness.liveness.LivenessCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both READMEs say the same of the same things, and leave nothing out that there is. */
class ReadmeTest {
  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void everyCodeIsListed(String file) throws IOException {
    String text = Files.readString(Path.of(file));
    List<String> missing =
        CodeTable.all().stream()
            .map(LivenessCode::code)
            .filter(code -> !text.contains("`" + code + "`"))
            .toList();
    assertEquals(List.of(), missing);
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void everySettingIsListedAndEveryListedOneExists(String file) throws IOException {
    String text = Files.readString(Path.of(file));
    List<String> listed =
        Pattern.compile("`(liveness\\.[a-z.-]+)`")
            .matcher(text)
            .results()
            .map(MatchResult::group)
            .map(name -> name.replace("`", ""))
            .distinct()
            .toList();
    SettingNames.ALL.stream()
        .filter(name -> !name.equals("liveness.sandbox.port"))
        .forEach(name -> assertTrue(listed.contains(name), name + " is missing"));
    listed.forEach(name -> assertTrue(SettingNames.ALL.contains(name), name + " does not exist"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "README.zh-CN.md"})
  void everyFileThatIsNamedIsThere(String file) throws IOException {
    Pattern.compile("\\]\\(([A-Za-z][^):]*)\\)|`((?:src|docs|native)/[^` ]+)`")
        .matcher(Files.readString(Path.of(file)))
        .results()
        .map(found -> found.group(1) == null ? found.group(2) : found.group(1))
        .forEach(name -> assertTrue(Files.exists(Path.of(name)), name + " is not there"));
  }

  /** The code blocks are the same but for their comments: what was typed for one holds for both. */
  @org.junit.jupiter.api.Test
  void bothShowTheSameCommands() throws IOException {
    assertEquals(commands("README.md"), commands("README.zh-CN.md"));
  }

  private static List<String> commands(String file) throws IOException {
    return Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(Path.of(file)))
        .results()
        .flatMap(block -> block.group(1).lines())
        .map(line -> line.replaceAll("\\s*#.*$", ""))
        .toList();
  }
}
