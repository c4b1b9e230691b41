package dev.cosliveness.sandbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What does not change while the sandbox runs: people, samples, faults, and what codes mean. */
record Setup(Sandbox sandbox, FaultSwitches switches) {

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("bucket", sandbox.bucket());
    json.put("endpoint", sandbox.endpoint());
    json.put("samples", samples());
    json.put("people", people());
    json.put("faults", switches.ids());
    json.put("codes", codes());
    return json;
  }

  private static List<Map<String, Object>> samples() {
    List<Map<String, Object>> samples = new ArrayList<>();
    for (String name : Samples.names()) {
      samples.add(Map.of("name", name, "size", Samples.bytes(name).length));
    }
    return samples;
  }

  private static List<Map<String, Object>> people() {
    List<Map<String, Object>> people = new ArrayList<>();
    for (Cast.Member member : Cast.members()) {
      Person person = member.person();
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", member.id());
      one.put("kind", member.kind());
      one.put("name", person.name());
      one.put("code", person.code());
      one.put("sim", person.sim());
      people.add(one);
    }
    return people;
  }

  /**
   * Code to class, advice and messages: the function's own table, where it is on the class path.
   */
  private static Map<String, Object> codes() {
    Map<String, Object> codes = new LinkedHashMap<>();
    try (InputStream in = Setup.class.getResourceAsStream("/liveness-codes.tsv")) {
      String table = in == null ? "" : new String(in.readAllBytes(), UTF_8);
      for (String line : table.lines().filter(each -> !each.startsWith("#")).toList()) {
        String[] fields = line.split("\t");
        if (fields.length >= 5) {
          codes.put(
              fields[0],
              Map.of("class", fields[1], "advice", fields[2], "en", fields[3], "zh", fields[4]));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return codes;
  }
}
