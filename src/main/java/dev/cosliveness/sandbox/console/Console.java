package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.Json;
import dev.cosliveness.sandbox.Reply;
import dev.cosliveness.sandbox.Request;
import dev.cosliveness.sandbox.Sandbox;
import java.util.Map;
import java.util.NoSuchElementException;

/** The page's routes, put onto a sandbox's own port. */
public final class Console {
  private static final String JSON = "application/json";

  private final Setup setup;
  private final State state;
  private final CheckView checks;
  private final Actions actions;

  private Console(Sandbox sandbox) {
    Layout layout = new Layout(sandbox.bucket(), "liveness/");
    FaultSwitches switches = new FaultSwitches(sandbox.faults());
    setup = new Setup(sandbox, switches);
    state = new State(sandbox, layout, switches);
    checks = new CheckView(sandbox, layout);
    actions = new Actions(sandbox, switches);
  }

  /**
   * Answers requests for no bucket with the console from now on.
   *
   * @throws IllegalArgumentException when the sandbox speaks TLS: its own uploads would have to
   *     trust a made-up certificate
   */
  public static void open(Sandbox sandbox) {
    if (sandbox.options().tls() != null) {
      throw new IllegalArgumentException("The console must be on a sandbox without TLS");
    }
    Console console = new Console(sandbox);
    sandbox.consoleRoutes().put("/", console::answer);
    sandbox.consoleRoutes().put("/console/", console::answer);
  }

  /** The sandbox in a process of its own, with its console; takes what the sandbox itself takes. */
  public static void main(String[] args) throws InterruptedException {
    Sandbox.run(args, Console::open);
  }

  private Reply answer(Request request) {
    Reply reply;
    try {
      reply = Guard.refusal(request).orElseGet(() -> route(request));
    } catch (NoSuchElementException missing) {
      reply = problem(404, missing);
    } catch (IllegalArgumentException wrong) {
      reply = problem(400, wrong);
    } catch (RuntimeException failed) {
      reply = problem(500, failed);
    }
    return Guard.hardened(reply);
  }

  private Reply route(Request request) {
    return switch (request.method() + " " + request.rawPath()) {
      case "GET /console/setup" -> json(setup.json());
      case "GET /console/state" -> state.since(request.parameter("seen").orElse(""));
      case "GET /console/check" -> json(checks.json(asked(request, "key")));
      case "GET /console/frame" -> checks.frame(asked(request, "key"));
      case "POST /console/upload" -> json(actions.upload(request));
      case "POST /console/challenge" -> json(actions.challenge(asked(request, "type")));
      case "POST /console/fault" ->
          json(actions.fault(asked(request, "id"), asked(request, "mode")));
      case "POST /console/timer" -> json(actions.timer());
      default -> Assets.answer(request);
    };
  }

  static String asked(Request request, String parameter) {
    return request
        .parameter(parameter)
        .orElseThrow(() -> new IllegalArgumentException(parameter + " must be given"));
  }

  static Reply json(Map<String, ?> body) {
    return Reply.text(200, JSON, Json.write(body));
  }

  private static Reply problem(int status, RuntimeException e) {
    return Reply.text(status, JSON, Json.write(Map.of("problem", String.valueOf(e.getMessage()))));
  }
}
