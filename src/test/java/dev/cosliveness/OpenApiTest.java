package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.OpenApi;
import dev.cosliveness.testing.OpenApi.Operation;
import dev.cosliveness.testing.Reply;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code src/main/openapi/openapi.yaml} says what the functions do, and all of it. */
@QuarkusTest
class OpenApiTest extends HttpTests {
  private static final OpenApi DOCUMENT = OpenApi.read();
  private static final Person SOMEBODY = People.matching(98.5);
  private static final Person FAILING = People.forCode("FailedOperation.LivessSystemError");
  private static final Call READ = Call.get("verdict").query("key", KEY);
  private static final Call RECHECK = Call.post("recheck").with("key", KEY);
  private static final Call LIP = Call.post("challenge").with("livenessType", "LIP");
  private static final Call URL = ask("upload-url", SOMEBODY);

  static Stream<Operation> operations() {
    return DOCUMENT.operations().stream();
  }

  /** How each function is brought to each of its problems, by the function's name. */
  private final Map<String, List<Supplier<Reply>>> situations = new TreeMap<>();

  @Test
  void everyFunctionIsDocumentedAndNoOther() {
    Set<String> documented =
        operations().map(Operation::function).collect(Collectors.toCollection(TreeSet::new));
    String detail = plain(Call.get("nothing")).text("detail");
    assertEquals("the last path segment has to be one of " + String.join(", ", documented), detail);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void methodIsTheOnlyOne(Operation operation) {
    String other = operation.method().equals("GET") ? "POST" : "GET";
    Reply reply = plain(new Call(other, operation.function(), Map.of(), Map.of(), null));
    assertEquals(405, reply.status());
    assertEquals(operation.method(), reply.header("allow"));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void exampleRequestsAreAnsweredAsDocumented(Operation operation) {
    List<Call> examples = examples(operation);
    assertTrue(!examples.isEmpty(), "has examples");
    for (Call call : examples) {
      emptySandbox();
      sandbox.ci().issue("0521");
      objects("videos/pass.mp4", Samples.pass(), metadata(SOMEBODY));
      plain(ask("verify", SOMEBODY).with("key", "videos/pass.mp4"));
      Reply reply = plain(call);
      assertEquals(200, reply.status(), operation.toString());
      assertEquals("application/json", reply.header("content-type"));
      assertEquals(List.of(), violations(operation, 200, "application/json", reply.body()));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void exampleRequestsFitTheirSchema(Operation operation) {
    JsonNode content = operation.node().at("/requestBody/content/application~1json");
    for (JsonNode example : content.path("examples")) {
      assertEquals(
          List.of(), DOCUMENT.violations(content.path("schema"), example.path("value"), ""));
    }
  }

  @ParameterizedTest
  @MethodSource("operations")
  void everyDocumentedProblemIsReachedAndNoOther(Operation operation) {
    everySituation();
    Set<Integer> reached = new TreeSet<>();
    List<Supplier<Reply>> ofThis = situations.get(operation.function());
    assertNotNull(ofThis, "situations of " + operation);
    for (Supplier<Reply> situation : ofThis) {
      emptySandbox();
      Reply reply = situation.get();
      reached.add(reply.status());
      JsonNode examples =
          DOCUMENT
              .response(operation, reply.status())
              .at("/content/application~1problem+json/examples");
      assertTrue(examples.has(reply.text("code")), operation + ": no example of " + reply);
      assertEquals("application/problem+json", reply.header("content-type"));
      assertEquals(
          List.of(),
          violations(operation, reply.status(), "application/problem+json", reply.body()));
      DOCUMENT
          .response(operation, reply.status())
          .path("headers")
          .fieldNames()
          .forEachRemaining(
              header -> assertNotNull(reply.header(header.toLowerCase(java.util.Locale.ROOT))));
    }
    assertEquals(operation.problems(), reached, operation.toString());
  }

  @Test
  void exampleProblemsFitTheirSchema() {
    for (Map.Entry<String, JsonNode> response :
        DOCUMENT.root().at("/components/responses").properties()) {
      JsonNode content = response.getValue().at("/content/application~1problem+json");
      for (Map.Entry<String, JsonNode> example : content.path("examples").properties()) {
        JsonNode value = example.getValue().path("value");
        assertEquals(List.of(), DOCUMENT.violations(content.path("schema"), value, ""));
        assertEquals(example.getKey(), value.path("code").asText());
      }
    }
  }

  @Test
  void everyPartIsUsed() {
    String text = DOCUMENT.root().toString();
    for (String kind : List.of("responses", "schemas", "headers")) {
      DOCUMENT
          .root()
          .at("/components/" + kind)
          .fieldNames()
          .forEachRemaining(
              name ->
                  assertTrue(text.contains("\"#/components/" + kind + "/" + name + "\""), name));
    }
  }

  @Test
  void everyFieldThatIsReadIsDocumented() {
    Set<String> fields = new TreeSet<>();
    for (String schema : List.of("VerifyRequest", "SubmitRequest", "UploadUrlRequest")) {
      DOCUMENT
          .root()
          .at("/components/schemas/" + schema + "/properties")
          .fieldNames()
          .forEachRemaining(fields::add);
    }
    Call wrong = Call.post("upload-url");
    for (String field : fields) {
      wrong = wrong.with(field, true);
    }
    Set<String> named = new TreeSet<>(Set.of("video"));
    plain(wrong).body().path("errors").forEach(error -> named.add(error.path("field").asText()));
    named.add("key");
    assertEquals(fields, named);
  }

  private void everySituation() {
    String submitted = Base64.getEncoder().encodeToString(Samples.pass());
    Call verify = ask("verify", SOMEBODY);
    Call submit = ask("submit", SOMEBODY).with("video", submitted);
    for (Call call : List.of(verify, submit, LIP, URL, READ, RECHECK, Call.get("doctor"))) {
      on(
          call,
          () -> TestHttp.production(Map.of("liveness.http.token", "t".repeat(16))).plain(call));
      on(call, () -> TestHttp.production(Map.of()).plain(call));
    }
    for (Call call : List.of(verify, submit, LIP, URL, RECHECK)) {
      on(call, () -> plain(call.body("{")));
      on(call, () -> plain(call.with("padding", "x".repeat(9 * 1024 * 1024))));
    }
    on(READ, () -> plain(Call.get("verdict")));
    on(submit, () -> plain(submit.with("video", "A".repeat(8 * 1024 * 1024 + 8))));
    on(READ, () -> after(() -> {}, READ));
    on(READ, () -> after(HttpTests::storedBare, READ));
    on(READ, () -> broken(Fault.slowDown().on(Kind.GET_TAGGING), READ));
    on(READ, () -> broken(Fault.denied().on(Kind.GET_TAGGING), READ));
    on(LIP, () -> broken(Fault.throttled(), LIP));
    on(LIP, () -> broken(Fault.ciNotBound(), LIP));
    on(URL, this::challengeThatCannotBeTaken);
    for (Call call : List.of(verify, RECHECK)) {
      on(call, () -> after(() -> {}, call));
      on(call, () -> broken(Fault.denied().on(Kind.HEAD), call));
      on(call, () -> broken(Fault.denied().on(Kind.GET_TAGGING), call));
    }
    on(submit, () -> broken(Fault.denied().on(Kind.HEAD), submit));
    on(submit, () -> broken(Fault.dropBefore().on(Kind.HEAD), submit));
    for (Call call : List.of(verify, submit, RECHECK)) {
      on(call, () -> after(() -> beingChecked(Samples.pass()), stored(call)));
      on(call, () -> broken(Fault.denied().on(Kind.PUT_TAGGING), call));
      on(call, () -> broken(Fault.throttled(), call));
      on(call, () -> after(() -> stored(FAILING), of(call, FAILING)));
      on(call, () -> TestHttp.with(Map.of()).within(Duration.ofSeconds(3)).plain(call));
    }
  }

  private void on(Call call, Supplier<Reply> situation) {
    situations.computeIfAbsent(call.function(), _ -> new ArrayList<>()).add(situation);
  }

  private Reply after(Runnable given, Call call) {
    given.run();
    return plain(call);
  }

  private Reply broken(Fault fault, Call call) {
    stored(call);
    faulty(fault);
    return plain(call);
  }

  /** Submitted videos are not there before. */
  private static Call stored(Call call) {
    if (!call.function().equals("submit")) {
      stored(SOMEBODY);
    }
    return call;
  }

  private static Call of(Call call, Person person) {
    return call.function().equals("recheck")
        ? call
        : call.with("idCard", person.idCard()).with("name", person.name());
  }

  private Reply challengeThatCannotBeTaken() {
    Reply issued = plain(LIP);
    faulty(Fault.denied().on(Kind.GET_OBJECT));
    return plain(
        URL.with("mode", "immediate")
            .with("livenessType", "LIP")
            .with("validateData", issued.text("validateData"))
            .with("challenge", issued.text("challenge")));
  }

  private static List<String> violations(
      Operation operation, int status, String type, JsonNode body) {
    JsonNode content = DOCUMENT.response(operation, status).path("content").path(type);
    assertTrue(content.has("schema"), operation + " " + status + " has a schema for " + type);
    return DOCUMENT.violations(content.path("schema"), body, "");
  }

  private static List<Call> examples(Operation operation) {
    List<Call> calls = new ArrayList<>();
    for (JsonNode example :
        operation.node().at("/requestBody/content/application~1json/examples")) {
      calls.add(Call.post(operation.function()).body(example.path("value").toString()));
    }
    if (operation.method().equals("GET")) {
      Call call = Call.get(operation.function());
      for (JsonNode parameter : operation.node().path("parameters")) {
        if (parameter.path("required").asBoolean()) {
          call = call.query(parameter.path("name").asText(), parameter.path("example").asText());
        }
      }
      calls.add(call);
    }
    return calls;
  }
}
