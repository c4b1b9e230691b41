package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.check.Buckets;
import dev.cosliveness.check.Challenges;
import dev.cosliveness.check.Claimed;
import dev.cosliveness.check.IdentityReader;
import dev.cosliveness.check.UploadPermits;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.liveness.Identity;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.liveness.LivenessRecognition;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A presigned PUT. Key, identity, type and validate data are signed, so that the URL is good for
 * nothing else.
 *
 * <p>In mode {@code event} the identity goes along as metadata, and the upload's event does the
 * check. In mode {@code immediate} the PUT itself answers what CI says; nothing is stored of that,
 * and the upload's event is passed over.
 */
public record UploadUrl(
    Targets targets,
    IdentityReader identities,
    Challenges challenges,
    UploadPermits permits,
    Buckets buckets) {
  private static final int NORMAL = 600;
  private static final int MOST = 3600;

  public JsonNode presign(JsonNode input, Invocation invocation) {
    Fields fields = new Fields(input);
    VideoRequest request = VideoRequest.read(fields, targets, identities);
    String mode = fields.text("mode", 16);
    boolean immediate = "immediate".equals(mode);
    if (mode != null && !immediate && !mode.equals("event")) {
      fields.error("mode", Fields.INVALID, "expected event or immediate");
    }
    Duration validity = validity(fields);
    if (request.identity() != null
        && request.identity().type().needsValidateData()
        && challenges.required()
        && !fields.has("challenge")) {
      fields.error("challenge", LivenessCode.CHALLENGE, "required for LIP and ACTION");
    }
    fields.check();
    CosBucket bucket =
        buckets.open(request.object().bucket(), request.object().region(), invocation);
    if (immediate) {
      challenges
          .take(bucket, request.claimed().challenge(), request.identity(), request.object())
          .ifPresent(
              problem -> {
                throw Problem.field("challenge", problem.code(), problem.rule());
              });
    }
    return answer(
        bucket.presignPut(
            request.object().key(),
            immediate ? LivenessRecognition.parameters(request.identity()) : Map.of(),
            immediate
                ? Map.of(UploadPermits.METADATA, permits.immediate(request.object()))
                : metadata(request),
            validity));
  }

  /** What the check reads, written out: what is left out could be added by the uploader. */
  private static Map<String, String> metadata(VideoRequest request) {
    Identity identity = request.identity();
    Claimed whole =
        new Claimed(
            identity.idCard(),
            identity.name(),
            identity.type().name(),
            identity.validateData(),
            identity.bestFrameNum() == null ? null : identity.bestFrameNum().toString(),
            request.claimed().challenge());
    Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
    metadata.put(UploadPermits.METADATA, UploadPermits.EVENT);
    return metadata;
  }

  private static Duration validity(Fields fields) {
    String text = fields.text("expiresIn", 10);
    if (text == null) {
      return Duration.ofSeconds(NORMAL);
    }
    if (text.matches("[1-9]\\d{0,3}") && Integer.parseInt(text) <= MOST) {
      return Duration.ofSeconds(Integer.parseInt(text));
    }
    fields.error("expiresIn", Fields.INVALID, "expected 1 to " + MOST + " seconds");
    return Duration.ofSeconds(NORMAL);
  }

  private static ObjectNode answer(CosBucket.PresignedPut put) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("method", "PUT").put("url", put.url());
    ObjectNode headers = answer.putObject("headers");
    put.headers().forEach(headers::put);
    return answer.put("expiresAt", put.expiresAt().toString());
  }
}
