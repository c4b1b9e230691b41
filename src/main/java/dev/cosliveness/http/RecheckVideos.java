package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.timer.Bucket;
import dev.cosliveness.timer.Recheck;
import dev.cosliveness.timer.TimerTasks;
import java.time.Clock;

/** A new verdict for one video now, or for all under a prefix through the queue. */
public record RecheckVideos(Targets targets, Recheck recheck, Clock clock) {

  public JsonNode again(JsonNode input, Invocation invocation) {
    Fields fields = new Fields(input);
    if (fields.has("key") == fields.has("prefix")) {
      fields.error("key", Fields.INVALID, "expected either key or prefix");
      fields.check();
    }
    if (fields.has("key")) {
      ObjectRef object = targets.video(fields);
      fields.check();
      return new Outcomes(clock).verdict(recheck.now(object, invocation));
    }
    Bucket bucket = targets.bucket(fields);
    String prefix = fields.text("prefix", 850);
    fields.check();
    ObjectNode answer = TimerTasks.json(recheck.later(bucket, prefix, invocation));
    return answer.put("task", "recheck");
  }
}
