package dev.cosliveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.SandboxResource;
import dev.cosliveness.testing.Way;
import java.net.URLEncoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The HTTP functions of the running application, called in all three ways. */
abstract class HttpTests extends FlowTests {
  static final String KEY = "videos/a.mp4";

  /**
   * A request in a situation, and what has to come of it whichever way it comes.
   *
   * @param given prepares an empty bucket
   * @param code of the verdict or of the problem
   * @param charged how many calls it costs
   */
  record Case(
      String name, Runnable given, Call call, int status, String says, String code, int charged) {
    static Case of(String name, Runnable given, Call call) {
      return new Case(name, given, call, 200, null, null, 0);
    }

    /** A verdict, for the price of one call. */
    Case is(String verdict, String verdictCode) {
      return new Case(name, given, call, 200, verdict, verdictCode, 1);
    }

    Case isProblem(int problem, String problemCode) {
      return new Case(name, given, call, problem, null, problemCode, 0);
    }

    Case charged(int calls) {
      return new Case(name, given, call, status, says, code, calls);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Each way in a bucket of its own, and the answers held against each other. */
  final Reply holds(Case each) {
    Reply first = null;
    for (Way way : Way.values()) {
      emptySandbox();
      each.given().run();
      Reply reply = way.send(home, each.call());
      assertEquals(each.status(), reply.status(), way + " " + reply);
      assertEquals(
          each.status() == 200 ? "application/json" : "application/problem+json",
          reply.header("content-type"),
          way + ": content type");
      assertEquals("no-store", reply.header("cache-control"), way + ": cache control");
      if (each.code() != null) {
        assertEquals(each.code(), reply.text("code"), way + ": code");
      }
      if (each.says() != null) {
        assertEquals(each.says(), reply.text("status"), way + ": status of the verdict");
      }
      assertEquals(each.charged(), sandbox.journal().charged(), way + ": charged");
      if (first == null) {
        first = reply;
      } else {
        assertEquals(first.meaning(), reply.meaning(), way + " means something else");
      }
    }
    return first;
  }

  final Reply plain(Call call) {
    return Way.PLAIN.send(home, call);
  }

  static Call ask(String function, Person person) {
    return Call.post(function)
        .with("key", KEY)
        .with("idCard", person.idCard())
        .with("name", person.name());
  }

  static void nothing() {}

  /** A video whose metadata names a person. */
  static void stored(Person person) {
    stored(person, Samples.pass());
  }

  static void stored(Person person, byte[] video) {
    objects(KEY, video, metadata(person));
  }

  /** A video of nobody in particular. */
  static void storedBare() {
    objects(KEY, Samples.pass(), Map.of());
  }

  static Map<String, String> metadata(Person person) {
    return Map.of(
        "id-card",
        person.idCard(),
        "name",
        URLEncoder.encode(person.name(), UTF_8).replace("+", "%20"));
  }

  static void objects(String key, byte[] video, Map<String, String> metadata) {
    Sandbox sandbox = SandboxResource.sandbox();
    sandbox.objects().put(sandbox.bucket(), key, video, metadata);
  }

  static void faulty(Fault fault) {
    SandboxResource.sandbox().faults().add(fault);
  }

  /** Another invocation holds the claim of this content. */
  static void beingChecked(byte[] video) {
    Sandbox sandbox = SandboxResource.sandbox();
    String etag = hex("MD5", video);
    String claim = "liveness/claims/" + hex("SHA-256", (KEY + "\n" + etag).getBytes(UTF_8));
    sandbox.objects().put(sandbox.bucket(), claim, "another invocation");
  }

  /** Where a verdict of {@link #KEY} is kept outside of its tags. */
  static Fault resultJsonDenied() {
    return Fault.denied().on(Kind.PUT_OBJECT).onKeys(key -> key.startsWith("liveness/verdicts/"));
  }

  static List<String> codes(Reply reply) {
    return reply.errors();
  }

  private static String hex(String algorithm, byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
