package dev.cosliveness.timer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.event.EventException;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.Invocation;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Tells a timer's tasks apart by its message (contract, section 5).
 *
 * @param buckets those to look after
 * @param doctor answers the message {@code doctor}
 */
public record TimerTasks(
    List<Bucket> buckets, RetryRun retries, Sweep sweep, Function<Invocation, JsonNode> doctor) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger LOG = Logger.getLogger(TimerTasks.class);

  public JsonNode run(String message, Invocation invocation) {
    String text = message.strip();
    if (text.equals("doctor")) {
      return doctor.apply(invocation);
    }
    JsonNode task = text.startsWith("{") ? parse(text) : null;
    String name = task == null ? text : task.path("task").asText();
    String prefix = task == null ? "" : task.path("prefix").asText("");
    return switch (name) {
      case "", "retry" -> answer("retry", bucket -> retries.run(bucket, invocation));
      case "sweep" -> answer("sweep", bucket -> sweep.run(bucket, prefix, invocation));
      case "doctor" -> doctor.apply(invocation);
      default ->
          throw new EventException(
              "Message: expected empty, retry, doctor or {\"task\":\"sweep\",\"prefix\":\"\"}");
    };
  }

  private JsonNode answer(String task, Function<Bucket, Tally.Counts> run) {
    ObjectNode answer = JSON.createObjectNode().put("task", task);
    int done = 0;
    int failed = 0;
    ObjectNode each = JSON.createObjectNode();
    for (Bucket bucket : buckets) {
      Tally.Counts counts;
      try {
        counts = run.apply(bucket);
      } catch (RuntimeException unable) {
        failed++;
        LOG.errorf("%s of %s failed: %s", task, bucket.name(), Failure.describe(unable));
        each.putObject(bucket.name()).put("error", Failure.describe(unable));
        continue;
      }
      done += counts.done();
      failed += counts.failed();
      each.set(bucket.name(), json(counts));
    }
    answer.put("done", done).put("failed", failed).set("buckets", each);
    return answer;
  }

  public static ObjectNode json(Tally.Counts counts) {
    ObjectNode json = JSON.createObjectNode();
    ObjectNode checked = json.putObject("checked");
    counts.checked().forEach(checked::put);
    return json.put("queued", counts.queued())
        .put("skipped", counts.skipped())
        .put("failed", counts.failed())
        .put("left", counts.left())
        .put("complete", counts.complete());
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException broken) {
      throw new EventException("Message: not valid JSON");
    }
  }
}
