package dev.cosliveness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.event.Invocation;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;

/** The function, by its names. */
@Singleton
public class LivenessFunctions {
  private final Events events;

  LivenessFunctions(Events events) {
    this.events = events;
  }

  /** Every event of the platform: COS, timer, function URL, API Gateway. */
  @Funq("event-invoke")
  public JsonNode eventInvoke(JsonNode event, @Context Invocation invocation) {
    return events.handle(event, invocation);
  }
}
