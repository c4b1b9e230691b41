package dev.cosliveness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.check.CheckRequest;
import dev.cosliveness.check.CheckVideo;
import dev.cosliveness.check.Outcome;
import dev.cosliveness.event.CosRecord;
import dev.cosliveness.event.EventReader;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.event.Trigger;
import dev.cosliveness.http.HttpFunctions;
import dev.cosliveness.timer.TimerTasks;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * From an event to what was done about it. What is returned is logged by the platform: outcomes and
 * keys, nobody's identity.
 */
public record Events(
    EventReader reader, CheckVideo check, TimerTasks timers, HttpFunctions functions) {
  private static final Logger LOG = Logger.getLogger(Events.class);

  /**
   * @throws EventFailed when a record could neither be checked nor queued
   * @throws dev.cosliveness.event.EventException for an event that is not known
   */
  JsonNode handle(JsonNode event, Invocation invocation) {
    return switch (reader.read(event)) {
      case Trigger.Objects objects -> objects(objects.records(), invocation);
      case Trigger.Timer timer -> timers.run(timer.message(), invocation);
      case Trigger.Http http -> functions.handle(http.call(), invocation).event();
    };
  }

  private ObjectNode objects(List<CosRecord> records, Invocation invocation) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    ArrayNode outcomes = answer.putArray("records");
    String failure = null;
    int failed = 0;
    for (CosRecord each : records) {
      try {
        outcomes.add(one(each, invocation));
      } catch (RuntimeException unable) {
        failed++;
        failure = Failure.describe(unable);
        LOG.errorf("a record failed: %s", failure);
      }
    }
    if (failed > 0) {
      throw new EventFailed(failed + " of " + records.size() + " records failed: " + failure);
    }
    return answer;
  }

  private ObjectNode one(CosRecord record, Invocation invocation) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return switch (record) {
      case CosRecord.Created created -> {
        json.put("key", created.object().key());
        yield describe(json, check.check(CheckRequest.event(created.object()), invocation));
      }
      case CosRecord.Other other ->
          json.put("outcome", "SKIPPED").put("why", "event " + other.eventName());
      case CosRecord.Unreadable unreadable -> throw new EventFailed(unreadable.why());
    };
  }

  private static ObjectNode describe(ObjectNode json, Outcome outcome) {
    return switch (outcome) {
      case Outcome.Judged judged ->
          json.put("outcome", judged.verdict().status().name())
              .put("code", judged.verdict().code().code());
      case Outcome.Pending pending ->
          json.put("outcome", "PENDING").put("due", String.valueOf(pending.due()));
      case Outcome.AlreadyJudged already ->
          json.put("outcome", "SKIPPED").put("why", "already " + already.found().status());
      case Outcome.BeingChecked _ ->
          json.put("outcome", "SKIPPED").put("why", "being checked by another invocation");
      case Outcome.Skipped skipped -> json.put("outcome", "SKIPPED").put("why", skipped.why());
      case Outcome.Gone _ -> json.put("outcome", "SKIPPED").put("why", "gone");
      case Outcome.NoTime _ -> json.put("outcome", "SKIPPED").put("why", "too little time left");
    };
  }
}
