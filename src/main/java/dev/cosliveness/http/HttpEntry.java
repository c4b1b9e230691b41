package dev.cosliveness.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.event.HttpCall;
import dev.cosliveness.event.Invocation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Port 9000: what an SCF image is called with, and the functions over plain HTTP. Comes before
 * every other route, so that nothing is reached around it.
 */
@Singleton
class HttpEntry {
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

  void register(@Observes Router router) {
    BodyHandler body = BodyHandler.create(false).setBodyLimit(HttpFunctions.BODY_LIMIT);
    router.route().order(-20_000).handler(body).failureHandler(HttpEntry::unreadable);
    router.route().order(-19_999).handler(this::dispatch);
  }

  /** A virtual thread for each request: all that follows is straight-line code that may wait. */
  private void dispatch(RoutingContext context) {
    if (context.request().path().startsWith("/q/")) {
      context.next();
      return;
    }
    Buffer buffer = context.body().buffer();
    byte[] body = buffer == null ? new byte[0] : buffer.getBytes();
    Thread.ofVirtual().name("http").start(() -> answer(context, body));
  }

  private void answer(RoutingContext context, byte[] body) {
    HttpCall call =
        new HttpCall(
            context.request().method().name(),
            context.request().path(),
            pairs(context.queryParams()),
            pairs(context.request().headers()),
            body);
    HttpAnswer answer;
    if (call.function().equals("event-invoke")) {
      answer = event(call);
    } else {
      answer = functions.get().handle(call, invocations.get().plain(call));
    }
    HttpServerResponse response = context.response().setStatusCode(answer.status());
    answer.headers().forEach(response::putHeader);
    try {
      response.end(Buffer.buffer(JSON.writeValueAsBytes(answer.body())));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * As the platform calls an image: an event in, its result out, and a status of 500 for one that
   * has to come again.
   */
  private HttpAnswer event(HttpCall call) {
    Invocation invocation = invocations.get().platform(call);
    try {
      if (!call.method().equals("POST")) {
        throw Problem.of(405, "Local.Method", "expected POST");
      }
      JsonNode event = JSON.readTree(call.body());
      return HttpAnswer.ok(events.call("event-invoke", event, invocation));
    } catch (JacksonException broken) {
      return Problem.of(400, "Local.Event", "the event is not valid JSON").answer();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    } catch (RuntimeException failed) {
      return HttpFunctions.problem(failed, invocation).answer();
    }
  }

  private static void unreadable(RoutingContext context) {
    int status = context.statusCode() == 413 ? 413 : 400;
    String detail =
        status == 413
            ? "expected a body of at most " + HttpFunctions.BODY_LIMIT + " bytes"
            : "the request cannot be read";
    String code = status == 413 ? "Local.TooLarge" : "Local.InvalidRequest";
    HttpAnswer answer = Problem.of(status, code, detail).answer();
    HttpServerResponse response = context.response().setStatusCode(status);
    answer.headers().forEach(response::putHeader);
    response.end(answer.body().toString());
  }

  /** Of several values the first counts. */
  private static Map<String, String> pairs(Iterable<Map.Entry<String, String>> entries) {
    Map<String, String> pairs = new HashMap<>();
    entries.forEach(entry -> pairs.putIfAbsent(entry.getKey(), entry.getValue()));
    return pairs;
  }
}
