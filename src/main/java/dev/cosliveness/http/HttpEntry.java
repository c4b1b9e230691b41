package dev.cosliveness.http;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.event.HttpCall;
import dev.cosliveness.event.Invocation;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
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

  private void answer(RoutingContext context, byte[] body) {
    HttpCall call =
        new HttpCall(
            context.request().method().name(),
            context.request().path(),
            pairs(context.queryParams()),
            pairs(context.request().headers()),
            body);
    HttpAnswer answer;
    if (body.length > HttpFunctions.BODY_LIMIT) {
      answer = HttpFunctions.tooLarge().answer();
    } else if (call.function().equals("event-invoke")) {
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

  /** Of several values the first counts. */
  private static Map<String, String> pairs(Iterable<Map.Entry<String, String>> entries) {
    Map<String, String> pairs = new HashMap<>();
    entries.forEach(entry -> pairs.putIfAbsent(entry.getKey(), entry.getValue()));
    return pairs;
  }
}
