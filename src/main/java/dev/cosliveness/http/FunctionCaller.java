package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.event.Invocation;

/** Calls one of the functions by its name. */
public interface FunctionCaller {
  JsonNode call(String name, JsonNode input, Invocation invocation);
}
