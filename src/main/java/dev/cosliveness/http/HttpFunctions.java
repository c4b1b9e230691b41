package dev.cosliveness.http;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.MissingCredentials;
import dev.cosliveness.event.EventException;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.HttpCall;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.liveness.CodeClass;
import dev.cosliveness.liveness.LivenessRecognition;
import dev.cosliveness.verdict.VerdictNotStored;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * From an HTTP request to its answer: who calls, which function, with what, and what came of it.
 */
public record HttpFunctions(BearerTokens tokens, FunctionCaller functions) {
  /** Base64 of the largest video, and some room for the fields beside it. */
  public static final int BODY_LIMIT = 9 * 1024 * 1024;

  private static final Logger LOG = Logger.getLogger(HttpFunctions.class);
  private static final Map<String, String> METHODS =
      Map.of(
          "verify", "POST",
          "submit", "POST",
          "challenge", "POST",
          "upload-url", "POST",
          "verdict", "GET",
          "recheck", "POST",
          "doctor", "GET");
  private static final JsonMapper JSON = mapper();

  public HttpAnswer handle(HttpCall call, Invocation invocation) {
    try {
      String function = call.function();
      String method = METHODS.get(function);
      if (method == null) {
        throw Problem.of(
            404, "Local.NoSuchFunction", "the last path segment has to be one of " + names());
      }
      tokens.check(call.header("authorization"));
      if (!call.method().equals(method)) {
        throw Problem.method(method);
      }
      JsonNode input = method.equals("GET") ? query(call) : body(call);
      return HttpAnswer.ok(functions.call(function, input, invocation));
    } catch (RuntimeException failed) {
      return problem(failed, invocation).answer();
    }
  }

  /** What an exception means to the caller. */
  public static Problem problem(RuntimeException failed, Invocation invocation) {
    return switch (failed) {
      case Problem problem -> problem;
      case EventException event -> Problem.of(400, "Local.Event", event.getMessage());
      case VerdictNotStored notStored -> Problem.of(422, "Local.NotStored", notStored.getMessage());
      case MissingCredentials none -> Problem.of(503, "Local.Settings", none.getMessage());
      case CosException cos -> upstream(cos);
      default -> {
        LOG.errorf("%s: %s", invocation.id(), Failure.describe(failed));
        LOG.debug("where", withoutMessages(failed));
        yield Problem.of(
            500, "Local.Internal", "failed; the log has it under request id " + invocation.id());
      }
    };
  }

  static Problem tooLarge() {
    return Problem.of(413, "Local.TooLarge", "expected a body of at most " + BODY_LIMIT + " bytes");
  }

  private static Problem upstream(CosException failed) {
    String code = failed.code() == null ? withoutCode(failed.status()) : failed.code();
    if (failed.isNotFound()) {
      return Problem.of(404, code, "no such object");
    }
    CodeClass why = LivenessRecognition.codeOf(failed).codeClass();
    if (failed.status() == 429 || why == CodeClass.THROTTLED || why == CodeClass.QUOTA) {
      return Problem.later(429, code, failed.getMessage(), Duration.ofSeconds(5));
    }
    return Problem.of(502, code, failed.getMessage());
  }

  /** An answer to HEAD has no body, and so no code. */
  private static String withoutCode(int status) {
    return switch (status) {
      case 0 -> "Local.NoAnswer";
      case 404 -> "NoSuchKey";
      default -> "Local.Refused";
    };
  }

  /** For looking at where it happened; messages of others are not ours to print. */
  private static Throwable withoutMessages(Throwable failed) {
    Throwable bare = new Throwable(failed.getClass().getName());
    bare.setStackTrace(failed.getStackTrace());
    return bare;
  }

  private static JsonNode query(HttpCall call) {
    ObjectNode query = JSON.createObjectNode();
    call.query().forEach(query::put);
    return query;
  }

  private static JsonNode body(HttpCall call) {
    if (call.body().length > BODY_LIMIT) {
      throw tooLarge();
    }
    try {
      JsonNode body = JSON.readTree(call.body());
      if (body != null && body.isObject()) {
        return body;
      }
    } catch (IOException broken) {
      // said below
    }
    throw Problem.of(400, "Local.InvalidRequest", "expected a JSON object as body");
  }

  private static String names() {
    return String.join(", ", METHODS.keySet().stream().sorted().toList());
  }

  private static JsonMapper mapper() {
    JsonMapper mapper = new JsonMapper();
    mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    mapper
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(20)
                .maxStringLength(BODY_LIMIT)
                .build());
    return mapper;
  }
}
