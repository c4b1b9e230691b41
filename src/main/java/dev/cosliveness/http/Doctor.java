package dev.cosliveness.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.check.Buckets;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.ObjectTags;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.liveness.LivenessRecognition;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.timer.Bucket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Says whether this deployment can do its work, without a charged call: everything that a check
 * needs is done once, on a probe object.
 *
 * @param setup what can be said without asking anybody
 * @param needed time that a check needs
 */
public record Doctor(
    List<Bucket> all,
    Buckets buckets,
    LivenessRecognition recognition,
    Setup setup,
    Duration needed,
    Clock clock) {

  /**
   * The settings as far as they can be wrong together.
   *
   * @param httpOpen whether the HTTP functions can be called
   */
  public record Setup(
      boolean httpOpen,
      boolean shortTokens,
      String region,
      String uploadsPrefix,
      String outputPrefix) {}

  /** One thing that was tried. Throws what it says when it does not hold. */
  private interface Trial {
    String run();
  }

  private static final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Complaint(String detail) {
      super(detail);
    }
  }

  public JsonNode examine(Invocation invocation) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    ArrayNode findings = JsonNodeFactory.instance.arrayNode();
    settings(findings, invocation);
    all.forEach(bucket -> bucket(findings, bucket, invocation));
    boolean ok = true;
    for (JsonNode finding : findings) {
      ok &= finding.path("ok").asBoolean();
    }
    report.put("ok", ok).set("findings", findings);
    return report;
  }

  private void settings(ArrayNode findings, Invocation invocation) {
    add(
        findings,
        "settings",
        "set liveness.region; make tokens long and random",
        () -> {
          require(setup.region() != null, "liveness.region is not set: timers and HTTP need it");
          require(!setup.shortTokens, "a token in liveness.http.token has less than 16 characters");
          return setup.httpOpen() ? "complete" : "complete; no HTTP token, so HTTP answers 503";
        });
    add(
        findings,
        "prefixes",
        "keep liveness.output-prefix outside of the trigger's prefix, liveness.uploads.prefix",
        this::prefixes);
    add(
        findings,
        "time-limit",
        "raise the function's timeout, 60 s is plenty",
        () -> {
          Duration left = invocation.deadline().left();
          require(
              left.compareTo(needed) >= 0,
              left.toSeconds() + " s left, but a check needs " + needed.toSeconds() + " s");
          return left.toSeconds() + " s left";
        });
  }

  private String prefixes() {
    String uploads = setup.uploadsPrefix();
    String output = setup.outputPrefix();
    if (uploads.isEmpty()) {
      return "no uploads prefix: give the trigger a suffix, or what is written wakes it";
    }
    require(
        !output.startsWith(uploads),
        "what is written under " + output + " lies inside of the trigger's prefix " + uploads);
    require(
        !uploads.startsWith(output),
        "uploads under " + uploads + " lie inside of the output prefix and are never checked");
    return output + " is outside of " + uploads;
  }

  private void bucket(ArrayNode findings, Bucket bucket, Invocation invocation) {
    CosBucket open;
    try {
      open = buckets.open(bucket.name(), bucket.region(), invocation);
    } catch (RuntimeException unable) {
      add(
          findings,
          "credentials",
          "bind a run role to the function, or set liveness.cos.secret-id and -key",
          () -> {
            throw unable;
          });
      return;
    }
    String at = all.size() == 1 ? "" : " " + bucket.name();
    String probe = setup.outputPrefix() + "doctor/" + UUID.randomUUID();
    add(
        findings,
        "credentials" + at,
        "check the key pair or the run role; temporary ones are renewed by the platform",
        () -> credentials(open));
    add(
        findings,
        "bucket" + at,
        "check name and region, and grant cos:GetBucket",
        () -> open.list(setup.outputPrefix(), null, 1).entries().size() + " keys seen");
    add(
        findings,
        "objects" + at,
        "grant cos:PutObject, HeadObject, GetObject and DeleteObject",
        () -> objects(open, probe));
    add(
        findings,
        "clock" + at,
        "set the machine's clock; signatures are corrected meanwhile",
        () -> clock(open, probe));
    add(
        findings,
        "tags" + at,
        "grant cos:PutObjectTagging and cos:GetObjectTagging",
        () -> tags(open, probe));
    add(
        findings,
        "forbid-overwrite" + at,
        "versioning is or was on: two deliveries in the same moment may both be charged",
        () -> {
          require(
              !open.putNew(probe, "again".getBytes(UTF_8), "text/plain"),
              "x-cos-forbid-overwrite has no effect here");
          return "works";
        });
    add(
        findings,
        "ci" + at,
        "bind the bucket to CI, activate AI content recognition, and grant ci:Create* for it",
        () -> {
          recognition.validateData(open, LivenessType.LIP);
          return "bound; GetLiveCode answers";
        });
    add(
        findings,
        "cleanup" + at,
        "grant cos:DeleteObject",
        () -> {
          open.delete(probe);
          return "probe removed";
        });
  }

  /** Whatever is answered but a refusal of the signature shows that it is good. */
  private static String credentials(CosBucket bucket) {
    try {
      bucket.list("doctor-probe/", null, 1);
      return "accepted";
    } catch (CosException refused) {
      List<String> bad = List.of("ExpiredToken", "InvalidAccessKeyId", "SignatureDoesNotMatch");
      require(refused.code() == null || !bad.contains(refused.code()), refused.code());
      return "signature accepted";
    }
  }

  private static String objects(CosBucket bucket, String probe) {
    bucket.put(probe, "probe".getBytes(UTF_8), "text/plain");
    require(bucket.get(probe).isPresent(), "what was stored is not found");
    bucket.head(probe, null);
    return "stored and read";
  }

  private String clock(CosBucket bucket, String probe) {
    Instant server = bucket.head(probe, null).serverTime();
    require(server != null, "the server does not tell its time");
    long seconds = Duration.between(clock.instant(), server).toSeconds();
    require(Math.abs(seconds) < 60, "off by " + seconds + " s");
    return "off by " + seconds + " s";
  }

  private static String tags(CosBucket bucket, String probe) {
    bucket.putTags(probe, null, new ObjectTags(Map.of("probe", "1")));
    require("1".equals(bucket.tags(probe, null).get("probe")), "a tag that was put is not found");
    return "put and read";
  }

  private static void require(boolean holds, String complaint) {
    if (!holds) {
      throw new Complaint(complaint);
    }
  }

  private static void add(ArrayNode findings, String name, String advice, Trial trial) {
    ObjectNode finding = findings.addObject().put("name", name);
    try {
      finding.put("ok", true).put("detail", trial.run()).put("advice", "none");
    } catch (Complaint complaint) {
      finding.put("ok", false).put("detail", complaint.getMessage()).put("advice", advice);
    } catch (RuntimeException failed) {
      finding.put("ok", false).put("detail", Failure.describe(failed)).put("advice", advice);
    }
  }
}
