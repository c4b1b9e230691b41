package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.HttpCall;
import dev.cosliveness.event.Invocation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Port 9000: what an SCF image is called with, and the functions over plain HTTP. Comes before
 * every other route, so that nothing is reached around it.
 */
@Singleton
class HttpEntry {
  private static final Logger LOG = Logger.getLogger(HttpEntry.class);
  private static final JsonMapper JSON = new JsonMapper();

  private final Instance<HttpFunctions> functions;
  private final FunctionCaller events;
  private final Instance<Invocations> invocations;

  /** Not before the first request: what they are made of may be wrong, and is said elsewhere. */
  HttpEntry(
      Instance<HttpFunctions> functions, FunctionCaller events, Instance<Invocations> invocations) {
    this.functions = functions;
    this.events = events;
    this.invocations = invocations;
  }

  /** Before the body handler, which takes what calls itself a form apart. */
  void register(@Observes Router router) {
    router.route().order(Integer.MIN_VALUE).handler(this::dispatch);
  }

  /**
   * The body as bytes, whatever its type says: the platform, like curl, may call JSON a form. Then
   * a virtual thread for each request: all that follows is straight-line code that may wait.
   */
  private void dispatch(RoutingContext context) {
    HttpServerRequest request = context.request();
    if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
      // nobody else asks for it, and curl waits a second before it sends a video unasked
      request.response().writeContinue();
    }
    Buffer body = Buffer.buffer();
    request.handler(
        chunk -> {
          if (body.length() <= HttpFunctions.BODY_LIMIT) {
            body.appendBuffer(chunk);
          }
        });
    request.endHandler(
        _ -> Thread.ofVirtual().name("http").start(() -> answer(context, body.getBytes())));
  }

  /** Whatever goes wrong, the caller is not left without an answer. */
  private void answer(RoutingContext context, byte[] body) {
    HttpAnswer answer;
    try {
      answer = answer(call(context, body));
    } catch (Problem problem) {
      answer = problem.answer();
    } catch (RuntimeException failed) {
      LOG.errorf("a request failed: %s", Failure.describe(failed));
      answer = Problem.of(500, "Local.Internal", "failed; the log has it").answer();
    }
    HttpServerResponse response = context.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    try {
      response.end(Buffer.buffer(JSON.writeValueAsBytes(answer.body())));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private HttpAnswer answer(HttpCall call) {
    if (call.body().length > HttpFunctions.BODY_LIMIT) {
      return HttpFunctions.tooLarge().answer();
    }
    return call.function().equals("event-invoke")
        ? event(call)
        : functions.get().handle(call, invocations.get().plain(call));
  }

  /** The query is decoded only here, and may be none. */
  private static HttpCall call(RoutingContext context, byte[] body) {
    HttpServerRequest request = context.request();
    Map<String, String> query;
    try {
      query = pairs(context.queryParams());
    } catch (HttpException | IllegalArgumentException broken) {
      throw Problem.of(400, "Local.InvalidRequest", "the query is not percent-encoded as it must");
    }
    return new HttpCall(
        request.method().name(), request.path(), query, pairs(request.headers()), body);
  }

  /**
   * As the platform calls an image: an event in, its result out, and a status of 500 for one that
   * has to come again.
   */
  private HttpAnswer event(HttpCall call) {
    Invocation invocation = invocations.get().platform(call);
    try {
      if (!call.method().equals("POST")) {
        throw Problem.method("POST");
      }
      JsonNode event = JSON.readTree(call.body());
      return HttpAnswer.ok(events.call("event-invoke", event, invocation));
    } catch (IOException broken) {
      return Problem.of(400, "Local.Event", "the event is not valid JSON").answer();
    } catch (RuntimeException failed) {
      return HttpFunctions.problem(failed, invocation).answer();
    }
  }

  /** Of several values the first counts. */
  private static Map<String, String> pairs(Iterable<Map.Entry<String, String>> entries) {
    Map<String, String> pairs = new HashMap<>();
    entries.forEach(entry -> pairs.putIfAbsent(entry.getKey(), entry.getValue()));
    return pairs;
  }
}
