package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.cosliveness.check.Buckets;
import dev.cosliveness.check.Challenges;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.liveness.LivenessRecognition;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.timer.Bucket;

/** Digits to speak, or actions in an order, with a token that binds them to one upload. */
public record IssueChallenge(
    Targets targets, Buckets buckets, LivenessRecognition recognition, Challenges challenges) {

  public JsonNode issue(JsonNode input, Invocation invocation) {
    Fields fields = new Fields(input);
    LivenessType type =
        LivenessType.of(fields.required("livenessType", 32))
            .filter(LivenessType::needsValidateData)
            .orElse(null);
    Bucket bucket = targets.bucket(fields);
    if (type == null) {
      fields.error("livenessType", LivenessCode.LIVENESS_TYPE, "expected LIP or ACTION");
    }
    fields.check();
    String data =
        recognition.validateData(buckets.open(bucket.name(), bucket.region(), invocation), type);
    Challenges.Challenge challenge = challenges.issue(type, data);
    return JsonNodeFactory.instance
        .objectNode()
        .put("livenessType", type.name())
        .put("validateData", challenge.validateData())
        .put("challenge", challenge.token())
        .put("expiresAt", challenge.expiresAt().toString());
  }
}
