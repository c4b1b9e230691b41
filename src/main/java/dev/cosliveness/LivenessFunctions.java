package dev.cosliveness;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.event.Invocation;
import dev.cosliveness.http.Doctor;
import dev.cosliveness.http.IssueChallenge;
import dev.cosliveness.http.ReadVerdict;
import dev.cosliveness.http.RecheckVideos;
import dev.cosliveness.http.UploadUrl;
import dev.cosliveness.http.Verify;
import io.quarkus.funqy.Context;
import io.quarkus.funqy.Funq;
import jakarta.inject.Singleton;

/** The function, by its names. */
@Singleton
public class LivenessFunctions {
  private final Events events;
  private final Verify verify;
  private final IssueChallenge challenge;
  private final UploadUrl uploadUrl;
  private final ReadVerdict verdict;
  private final RecheckVideos recheck;
  private final Doctor doctor;

  LivenessFunctions(
      Events events,
      Verify verify,
      IssueChallenge challenge,
      UploadUrl uploadUrl,
      ReadVerdict verdict,
      RecheckVideos recheck,
      Doctor doctor) {
    this.events = events;
    this.verify = verify;
    this.challenge = challenge;
    this.uploadUrl = uploadUrl;
    this.verdict = verdict;
    this.recheck = recheck;
    this.doctor = doctor;
  }

  /** Every event of the platform: COS, timer, function URL, API Gateway. */
  @Funq("event-invoke")
  public JsonNode eventInvoke(JsonNode event, @Context Invocation invocation) {
    return events.handle(event, invocation);
  }

  /** Checks a stored video while the caller waits. */
  @Funq
  public JsonNode verify(JsonNode request, @Context Invocation invocation) {
    return verify.stored(request, invocation);
  }

  /** Stores a video and checks it in one call. */
  @Funq
  public JsonNode submit(JsonNode request, @Context Invocation invocation) {
    return verify.submitted(request, invocation);
  }

  /** Digits to speak, or actions in an order. */
  @Funq
  public JsonNode challenge(JsonNode request, @Context Invocation invocation) {
    return challenge.issue(request, invocation);
  }

  /** A presigned upload. */
  @Funq("upload-url")
  public JsonNode uploadUrl(JsonNode request, @Context Invocation invocation) {
    return uploadUrl.presign(request, invocation);
  }

  /** The stored verdict. */
  @Funq
  public JsonNode verdict(JsonNode query, @Context Invocation invocation) {
    return verdict.read(query, invocation);
  }

  /** A new verdict on demand. */
  @Funq
  public JsonNode recheck(JsonNode request, @Context Invocation invocation) {
    return recheck.again(request, invocation);
  }

  /** Whether this deployment can do its work. */
  @Funq
  public JsonNode doctor(JsonNode query, @Context Invocation invocation) {
    return doctor.examine(invocation);
  }
}
