package dev.cosliveness.http;

import dev.cosliveness.check.Eligibility;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.timer.Bucket;
import java.util.List;
import java.util.Optional;

/**
 * Which object or bucket a request is about.
 *
 * @param buckets the only ones there are
 * @param region null when it was not set
 */
public record Targets(List<String> buckets, String region, Eligibility eligibility) {
  /** Null, with an error, when it is no video that is checked here. */
  ObjectRef video(Fields fields) {
    ObjectRef object = object(fields);
    if (object != null) {
      Optional<String> why = eligibility.reasonToSkip(object);
      boolean suffix = Eligibility.hasVideoSuffix(object.key());
      why.ifPresent(
          rule -> fields.error("key", suffix ? Fields.INVALID : LivenessCode.VIDEO_FORMAT, rule));
    }
    return object;
  }

  /** Null, with an error, when bucket or key cannot be used. */
  ObjectRef object(Fields fields) {
    Bucket bucket = bucket(fields);
    String key = fields.required("key", 850);
    if (bucket == null || key.isEmpty()) {
      return null;
    }
    try {
      return new ObjectRef(bucket.name(), bucket.region(), key, null);
    } catch (IllegalArgumentException rule) {
      fields.error("key", Fields.INVALID, rule.getMessage().replaceFirst("^key: ", ""));
      return null;
    }
  }

  /** The one that is named, or the only one; null, with an error, when there is none such. */
  Bucket bucket(Fields fields) {
    if (region == null) {
      throw Problem.of(
          503, "Local.Settings", "liveness.region is not set: set it to the buckets' region");
    }
    String name = fields.text("bucket", 100);
    if (name == null && buckets.size() == 1) {
      return new Bucket(buckets.getFirst(), region);
    }
    if (name == null) {
      fields.error("bucket", Fields.INVALID, "required: there are several in liveness.buckets");
      return null;
    }
    if (!buckets.contains(name)) {
      fields.error("bucket", Fields.INVALID, "expected one of liveness.buckets");
      return null;
    }
    return new Bucket(name, region);
  }
}
