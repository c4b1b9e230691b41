package dev.cosliveness.testing;

import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import java.util.Map;

/** Videos of the sandbox's made-up people, in its first bucket. */
public final class Videos {
  private Videos() {}

  /** A good video with its identity in the metadata; raises no event. */
  public static void store(Sandbox sandbox, String key, Person person) {
    store(sandbox, key, Samples.pass(), person);
  }

  public static void store(Sandbox sandbox, String key, byte[] video, Person person) {
    sandbox
        .objects()
        .put(
            sandbox.bucket(),
            key,
            video,
            Map.of("id-card", person.idCard(), "name", person.name()));
  }

  /** Null where there is none. */
  public static String status(Sandbox sandbox, String key) {
    return sandbox.objects().tags(sandbox.bucket(), key).get("liveness-status");
  }
}
