package dev.cosliveness.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.check.CheckRequest;
import dev.cosliveness.check.CheckVideo;
import dev.cosliveness.check.IdentityReader;
import dev.cosliveness.check.SubmitVideo;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.liveness.LivenessCode;
import java.time.Clock;
import java.util.Base64;

/** Verdicts while the caller waits: on a stored video, or on one that comes with the request. */
public record Verify(
    Targets targets, IdentityReader identities, CheckVideo check, SubmitVideo submit, Clock clock) {
  private static final int MAX_SIZE = 6_291_456;
  private static final int MAX_BASE64 = 8 * 1024 * 1024 + 4;

  public JsonNode stored(JsonNode input, Invocation invocation) {
    Fields fields = new Fields(input);
    VideoRequest request = VideoRequest.read(fields, targets, identities);
    fields.check();
    return new Outcomes(clock)
        .verdict(
            check.check(
                CheckRequest.caller(request.object(), request.claimed(), false), invocation));
  }

  public JsonNode submitted(JsonNode input, Invocation invocation) {
    Fields fields = new Fields(input);
    VideoRequest request = VideoRequest.read(fields, targets, identities);
    byte[] video = video(fields);
    fields.check();
    return new Outcomes(clock)
        .verdict(
            submit.submit(
                new SubmitVideo.Submission(
                    request.object(), video, request.claimed(), request.identity()),
                invocation));
  }

  private static byte[] video(Fields fields) {
    String base64 = fields.required("video", Integer.MAX_VALUE);
    if (base64.length() > MAX_BASE64) {
      throw Problem.of(413, LivenessCode.VIDEO_SIZE, "video: expected at most 8 MiB of Base64");
    }
    try {
      byte[] video = Base64.getDecoder().decode(base64);
      if (video.length > MAX_SIZE) {
        throw Problem.of(413, LivenessCode.VIDEO_SIZE, "video: expected at most 8 MiB of Base64");
      }
      return video;
    } catch (IllegalArgumentException broken) {
      fields.error("video", Fields.INVALID, "expected Base64");
      return new byte[0];
    }
  }
}
