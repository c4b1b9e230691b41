package dev.cosliveness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.http.FunctionCaller;
import io.quarkus.funqy.runtime.ApplicationException;
import io.quarkus.funqy.runtime.FunctionInvoker;
import io.quarkus.funqy.runtime.FunctionRecorder;
import io.quarkus.funqy.runtime.FunqyServerRequest;
import io.quarkus.funqy.runtime.FunqyServerResponse;
import io.quarkus.funqy.runtime.RequestContext;
import io.quarkus.funqy.runtime.RequestContextImpl;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Calls Funqy's functions by name, on the caller's own thread. */
@Singleton
class FunqyCaller implements FunctionCaller {
  @Override
  public JsonNode call(String name, JsonNode input, Invocation invocation) {
    FunctionInvoker invoker = FunctionRecorder.registry.matchInvoker(name);
    Answer answer = new Answer();
    invoker.invoke(new Request(input, invocation), answer);
    try {
      return (JsonNode) answer.output.await().indefinitely();
    } catch (ApplicationException failed) {
      if (failed.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw failed;
    }
  }

  private record Request(JsonNode input, Invocation invocation) implements FunqyServerRequest {
    @Override
    public RequestContext context() {
      RequestContextImpl context = new RequestContextImpl();
      context.setContextData(Invocation.class, invocation);
      return context;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Object extractInput(Class inputClass) {
      return input;
    }
  }

  private static final class Answer implements FunqyServerResponse {
    private Uni<?> output;

    @Override
    public Uni<?> getOutput() {
      return output;
    }

    @Override
    public void setOutput(Uni<?> out) {
      output = out;
    }
  }
}
