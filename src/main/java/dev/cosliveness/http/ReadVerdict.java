package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.check.Buckets;
import dev.cosliveness.check.Claimed;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.verdict.Status;
import dev.cosliveness.verdict.Subject;
import dev.cosliveness.verdict.VerdictStore;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** The stored verdict of an object, and whether its seal holds for the object as it is now. */
public record ReadVerdict(Targets targets, Buckets buckets, VerdictStore verdicts) {

  public JsonNode read(JsonNode query, Invocation invocation) {
    Fields fields = new Fields(query);
    ObjectRef object = targets.object(fields);
    fields.check();
    CosBucket bucket = buckets.open(object.bucket(), object.region(), invocation);
    ObjectHead head = bucket.head(object.key(), null);
    Claimed claimed = Claimed.of(head.metadata());
    Subject subject =
        new Subject(
            object.bucket(), object.key(), head.etag(), claimed.idCardText(), claimed.nameText());
    Optional<ObjectNode> inJson =
        verdicts.document(bucket, object.key()).map(found -> sealed(found, subject));
    Optional<ObjectNode> inTags =
        verdicts.asRead(bucket.tags(object.key(), head.versionId()), object, subject);
    return Stream.of(inJson, inTags)
        .flatMap(Optional::stream)
        .max(Comparator.comparingInt(ReadVerdict::worth))
        .orElseThrow(() -> Problem.of(404, "Local.NoVerdict", "the object has no verdict (yet)"));
  }

  /** A sealed verdict before another, and a final one before one that was still pending. */
  private static int worth(ObjectNode verdict) {
    boolean sealed = verdict.path("sealed").asBoolean();
    boolean last = !verdict.path("status").asText().equals(Status.PENDING.name());
    return (sealed ? 2 : 0) + (sealed && last ? 1 : 0);
  }

  private ObjectNode sealed(ObjectNode document, Subject subject) {
    return document.put("sealed", verdicts.holds(document, subject));
  }
}
