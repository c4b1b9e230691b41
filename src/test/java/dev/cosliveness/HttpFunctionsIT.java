package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.ScfRuntime;
import dev.cosliveness.testing.Await;
import dev.cosliveness.testing.Call;
import dev.cosliveness.testing.FunctionProcess;
import dev.cosliveness.testing.Launch;
import dev.cosliveness.testing.OpenApi;
import dev.cosliveness.testing.RawHttp;
import dev.cosliveness.testing.Reply;
import dev.cosliveness.testing.SandboxResource;
import dev.cosliveness.testing.Way;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The HTTP functions of the built artifact (contract, section 6): the cases that hold inside of the
 * application hold as a container, where a request comes in any of its ways, and as SCF's custom
 * runtime, where it comes as an event.
 */
@Timeout(120)
class HttpFunctionsIT extends HttpTests {
  private static final String TOKEN = "a-token-of-the-tests-0123456789";
  private static final Duration START = Duration.ofSeconds(30);
  private static final OpenApi DOCUMENT = OpenApi.read();
  private static final Person SOMEBODY = People.matching(98.5);
  private static final SandboxResource SANDBOX = new SandboxResource();
  private static FunctionProcess server;
  private static FunctionProcess runtime;

  @BeforeAll
  static void startBoth() {
    SANDBOX.start();
    // an upload's own event would come between two tests; each hands in the events it means
    SandboxResource.sandbox().events().filter("nowhere/", "");
    server = start(Launch.server(SandboxResource.sandbox())).awaitListening();
    runtime = start(Launch.customRuntime(SandboxResource.sandbox()));
    ScfRuntime api = SandboxResource.sandbox().runtime();
    Await.until(START, "ready", () -> api.readyCount() > 0 || !runtime.isAlive());
  }

  private static FunctionProcess start(Launch launch) {
    return launch.with("LIVENESS_HTTP_TOKEN", TOKEN).start();
  }

  @AfterAll
  static void stopBoth() {
    server.close();
    runtime.close();
    SANDBOX.stop();
  }

  @BeforeEach
  void callTheServer() {
    home = server.uri("/");
  }

  @AfterEach
  void keepAsUsual() {
    sandbox.ci().keepsRejectedUploads(true);
  }

  @ParameterizedTest
  @MethodSource({
    "dev.cosliveness.VerifyFunctionTest#cases",
    "dev.cosliveness.SubmitFunctionTest#cases",
    "dev.cosliveness.ChallengeFunctionTest#cases",
    "dev.cosliveness.UploadUrlFunctionTest#cases",
    "dev.cosliveness.VerdictFunctionTest#cases",
    "dev.cosliveness.RecheckFunctionTest#cases"
  })
  void everyCaseHolds(Case each) throws Exception {
    Case known = known(each);
    Reply reply = holds(known);
    fitsTheDocument(known.call(), reply);
    emptySandbox();
    known.given().run();
    Reply asEvent = throughTheRuntime(Way.FUNCTION_URL.event(known.call()));
    assertEquals(reply.meaning(), asEvent.meaning());
    assertEquals(each.charged(), sandbox.journal().charged());
  }

  @Test
  void doctorFindsNothingWrong() throws Exception {
    Case healthy = known(Case.of("healthy", HttpTests::nothing, Call.get("doctor")));
    Reply reply = holds(healthy);
    assertEquals("true", reply.text("ok"), reply.body().toString());
    fitsTheDocument(healthy.call(), reply);
    Reply asEvent = throughTheRuntime(Way.API_GATEWAY.event(healthy.call()));
    assertEquals("true", asEvent.text("ok"), asEvent.body().toString());
    fitsTheDocument(healthy.call(), asEvent);
    assertEquals(List.of(), keys("liveness/doctor/"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void nobodyIsServedWithoutTheToken(Way way) {
    stored(SOMEBODY);
    for (Call call : List.of(ask("verify", SOMEBODY), Call.get("doctor"))) {
      assertEquals(401, way.send(home, call).status());
      Call wrong = call.header("Authorization", "Bearer " + TOKEN + "0");
      assertEquals(401, way.send(home, wrong).status());
    }
    assertEquals(List.of(), sandbox.journal().calls());
  }

  /** From the challenge to the stored verdict, as an app and its back end do it. */
  @Test
  void uploadByUrlIsCheckedByItsEvent() throws Exception {
    sandbox.ci().issue("0521");
    Reply challenge = plain(known(Call.post("challenge").with("livenessType", "LIP")));
    Reply url =
        plain(
            known(
                ask("upload-url", SOMEBODY)
                    .with("livenessType", "LIP")
                    .with("validateData", challenge.text("validateData"))
                    .with("challenge", challenge.text("challenge"))));
    Map<String, String> headers = new LinkedHashMap<>();
    url.body()
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    RawHttp.Answer uploaded =
        RawHttp.send("PUT", URI.create(url.text("url")), headers, Samples.pass());
    assertEquals(200, uploaded.status());
    JsonNode event = Reply.json(sandbox.events().eventFor(sandbox.bucket(), KEY));
    JsonNode answer = invoked(event);
    assertEquals("PASSED", answer.at("/records/0/outcome").asText());
    Reply verdict = plain(known(Call.get("verdict").query("key", KEY)));
    assertEquals("true", verdict.text("sealed"));
    assertEquals(1, sandbox.journal().charged());
  }

  private static void fitsTheDocument(Call call, Reply reply) {
    if (reply.status() == 405) {
      return;
    }
    OpenApi.Operation operation =
        DOCUMENT.operations().stream()
            .filter(each -> each.toString().equals(call.method() + " /" + call.function()))
            .findFirst()
            .orElseThrow();
    JsonNode content =
        DOCUMENT
            .response(operation, reply.status())
            .path("content")
            .path(reply.header("content-type"));
    assertTrue(content.has("schema"), operation + " " + reply);
    assertEquals(List.of(), DOCUMENT.violations(content.path("schema"), reply.body(), ""));
  }

  private Reply throughTheRuntime(JsonNode event) throws Exception {
    return Way.integrated(invoked(event));
  }

  private JsonNode invoked(JsonNode event) throws Exception {
    ScfRuntime.Answer answer = sandbox.runtime().offer(event.toString()).get(30, TimeUnit.SECONDS);
    assertEquals(false, answer.error());
    return Reply.json(answer.body());
  }

  private static Case known(Case each) {
    return new Case(
        each.name(),
        each.given(),
        known(each.call()),
        each.status(),
        each.says(),
        each.code(),
        each.charged());
  }

  private static Call known(Call call) {
    return call.header("Authorization", "Bearer " + TOKEN);
  }
}
