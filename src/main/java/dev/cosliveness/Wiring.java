package dev.cosliveness;

import dev.cosliveness.check.Buckets;
import dev.cosliveness.check.Challenges;
import dev.cosliveness.check.CheckVideo;
import dev.cosliveness.check.Conclusion;
import dev.cosliveness.check.Eligibility;
import dev.cosliveness.check.IdentityReader;
import dev.cosliveness.check.Policy;
import dev.cosliveness.check.SubmitVideo;
import dev.cosliveness.check.UploadPermits;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosTransport;
import dev.cosliveness.cos.Credentials;
import dev.cosliveness.cos.MissingCredentials;
import dev.cosliveness.event.EventReader;
import dev.cosliveness.http.BearerTokens;
import dev.cosliveness.http.Doctor;
import dev.cosliveness.http.FunctionCaller;
import dev.cosliveness.http.HttpFunctions;
import dev.cosliveness.http.Invocations;
import dev.cosliveness.http.IssueChallenge;
import dev.cosliveness.http.ReadVerdict;
import dev.cosliveness.http.RecheckVideos;
import dev.cosliveness.http.Targets;
import dev.cosliveness.http.UploadUrl;
import dev.cosliveness.http.Verify;
import dev.cosliveness.liveness.LivenessRecognition;
import dev.cosliveness.retry.Claims;
import dev.cosliveness.retry.RetryQueue;
import dev.cosliveness.retry.RetrySchedule;
import dev.cosliveness.timer.Bucket;
import dev.cosliveness.timer.Recheck;
import dev.cosliveness.timer.RetryRun;
import dev.cosliveness.timer.Sweep;
import dev.cosliveness.timer.SweepProgress;
import dev.cosliveness.timer.TimerTasks;
import dev.cosliveness.verdict.VerdictStore;
import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/** Puts the parts together. They know nothing of it: each can be made with {@code new}. */
class Wiring {
  /** Kept of an invocation's time after a charged call, to store what it said. */
  private static final Duration KEEP = Duration.ofMillis(1500);

  /** A check takes a second or two; one that has not got this long is not started. */
  private static final Duration USUAL_CHECK = Duration.ofSeconds(5);

  /** Enough for every function's many checks at a time, and for 200 callers. */
  private static final int CONNECTIONS = 512;

  @Produces
  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Produces
  @Singleton
  Settings settings(LivenessConfig config) {
    boolean production = LaunchMode.current() == LaunchMode.NORMAL;
    Settings settings = SettingsReader.read(config, production, System::getenv);
    SettingNames.check(ConfigProvider.getConfig().getPropertyNames(), System.getenv().keySet());
    return settings;
  }

  @Produces
  @Singleton
  CosTransport transport(Settings settings, Clock clock) {
    Settings.Cos cos = settings.cos();
    Duration longest =
        cos.readTimeout().compareTo(cos.checkTimeout()) > 0
            ? cos.readTimeout()
            : cos.checkTimeout();
    return CosTransport.open(cos.endpoint(), cos.connectTimeout(), longest, CONNECTIONS, clock);
  }

  @Produces
  @Singleton
  Buckets buckets(Settings settings, CosTransport transport) {
    return (bucket, region, invocation) -> {
      Credentials credentials =
          invocation
              .credentials()
              .or(settings.cos()::credentials)
              .orElseThrow(MissingCredentials::new);
      return new CosBucket(
          transport,
          credentials,
          bucket,
          region,
          settings.cos().readTimeout(),
          invocation.deadline());
    };
  }

  @Produces
  @Singleton
  Challenges challenges(Settings settings, Clock clock) {
    return new Challenges(
        settings.outputPrefix(),
        settings.seal(),
        settings.challengeRequired(),
        settings.challengeTtl(),
        clock);
  }

  @Produces
  @Singleton
  VerdictStore verdicts(Settings settings) {
    return new VerdictStore(
        settings.outputPrefix(),
        settings.seal(),
        settings.verdictPlace().tags(),
        settings.verdictPlace().json());
  }

  @Produces
  @Singleton
  LivenessRecognition recognition(Settings settings) {
    return new LivenessRecognition(settings.cos().checkTimeout(), KEEP, settings.storeBestFrames());
  }

  @Produces
  @Singleton
  Eligibility eligibility(Settings settings) {
    return new Eligibility(settings.buckets(), settings.uploadsPrefix(), settings.outputPrefix());
  }

  @Produces
  @Singleton
  RetryQueue queue(Settings settings) {
    return new RetryQueue(settings.outputPrefix(), settings.retry().batch());
  }

  @Produces
  @Singleton
  RetrySchedule schedule(Settings settings) {
    Settings.Retry retry = settings.retry();
    return new RetrySchedule(
        retry.maxAttempts(), retry.initialDelay(), retry.maxDelay(), new SecureRandom());
  }

  @Produces
  @Singleton
  IdentityReader identities(Settings settings) {
    return new IdentityReader(settings.type(), settings.enforceChecksum());
  }

  @Produces
  @Singleton
  UploadPermits permits(Settings settings) {
    return new UploadPermits(settings.seal());
  }

  @Produces
  @Singleton
  Claims claims(Settings settings) {
    return new Claims(settings.outputPrefix(), settings.claimTtl());
  }

  @Produces
  @Singleton
  Conclusion conclusion(
      Settings settings,
      VerdictStore verdicts,
      RetryQueue queue,
      RetrySchedule schedule,
      Clock clock) {
    return new Conclusion(
        verdicts,
        queue,
        schedule,
        new Policy(settings.threshold(), settings.storeBestFrames()),
        clock);
  }

  @Produces
  @Singleton
  CheckVideo check(
      Settings settings,
      Buckets buckets,
      Eligibility eligibility,
      IdentityReader identities,
      Challenges challenges,
      Claims claims,
      LivenessRecognition recognition,
      VerdictStore verdicts,
      RetryQueue queue,
      RetrySchedule schedule,
      Conclusion conclusion,
      UploadPermits permits,
      Clock clock) {
    return new CheckVideo(
        buckets,
        eligibility,
        identities,
        challenges,
        claims,
        recognition,
        verdicts,
        queue,
        schedule,
        conclusion,
        permits,
        needed(settings),
        clock);
  }

  @Produces
  @Singleton
  SubmitVideo submit(
      Settings settings,
      Buckets buckets,
      Challenges challenges,
      Claims claims,
      LivenessRecognition recognition,
      VerdictStore verdicts,
      Conclusion conclusion) {
    return new SubmitVideo(
        buckets, challenges, claims, recognition, verdicts, conclusion, needed(settings));
  }

  @Produces
  @Singleton
  Sweep sweep(Settings settings, Buckets buckets, CheckVideo check, Eligibility eligibility) {
    return new Sweep(
        buckets,
        check,
        eligibility,
        new SweepProgress(settings.outputPrefix()),
        settings.concurrency(),
        needed(settings));
  }

  @Produces
  @Singleton
  TimerTasks timers(
      Settings settings,
      Buckets buckets,
      RetryQueue queue,
      CheckVideo check,
      Sweep sweep,
      Doctor doctor,
      Clock clock) {
    RetryRun retries =
        new RetryRun(buckets, queue, check, settings.concurrency(), needed(settings), clock);
    return new TimerTasks(all(settings), retries, sweep, doctor::examine);
  }

  @Produces
  @Singleton
  Targets targets(Settings settings, Eligibility eligibility) {
    return new Targets(List.copyOf(settings.buckets()), settings.region(), eligibility);
  }

  @Produces
  @Singleton
  Verify verify(
      Targets targets,
      IdentityReader identities,
      CheckVideo check,
      SubmitVideo submit,
      Clock clock) {
    return new Verify(targets, identities, check, submit, clock);
  }

  @Produces
  @Singleton
  IssueChallenge challenge(
      Targets targets, Buckets buckets, LivenessRecognition recognition, Challenges challenges) {
    return new IssueChallenge(targets, buckets, recognition, challenges);
  }

  @Produces
  @Singleton
  UploadUrl uploadUrl(
      Targets targets,
      IdentityReader identities,
      Challenges challenges,
      UploadPermits permits,
      Buckets buckets) {
    return new UploadUrl(targets, identities, challenges, permits, buckets);
  }

  @Produces
  @Singleton
  ReadVerdict verdict(Targets targets, Buckets buckets, VerdictStore verdicts) {
    return new ReadVerdict(targets, buckets, verdicts);
  }

  @Produces
  @Singleton
  RecheckVideos recheck(
      Targets targets,
      Buckets buckets,
      CheckVideo check,
      RetryQueue queue,
      Sweep sweep,
      Clock clock) {
    return new RecheckVideos(targets, new Recheck(buckets, check, queue, sweep, clock), clock);
  }

  @Produces
  @Singleton
  Doctor doctor(Settings settings, Buckets buckets, LivenessRecognition recognition, Clock clock) {
    Settings.Http http = settings.http();
    boolean open = http.open() || http.platform() || !http.tokens().isEmpty();
    return new Doctor(
        all(settings),
        buckets,
        recognition,
        new Doctor.Setup(
            open,
            http.tokens().stream().anyMatch(token -> token.length() < 16),
            settings.region(),
            settings.uploadsPrefix(),
            settings.outputPrefix()),
        needed(settings),
        clock);
  }

  @Produces
  @Singleton
  HttpFunctions functions(Settings settings, FunctionCaller functions) {
    Settings.Http http = settings.http();
    return new HttpFunctions(
        new BearerTokens(http.tokens(), http.open() || http.platform()), functions);
  }

  @Produces
  @Singleton
  Invocations invocations(Settings settings, Clock clock) {
    return new Invocations(settings.cos().checkTimeout().plusSeconds(30), clock);
  }

  @Produces
  @Singleton
  Events events(Settings settings, CheckVideo check, TimerTasks timers, HttpFunctions functions) {
    return new Events(new EventReader(settings.region()), check, timers, functions);
  }

  private static List<Bucket> all(Settings settings) {
    return settings.buckets().stream().map(name -> new Bucket(name, settings.region())).toList();
  }

  private static Duration needed(Settings settings) {
    Duration check = settings.cos().checkTimeout();
    return (check.compareTo(USUAL_CHECK) < 0 ? check : USUAL_CHECK).plus(KEEP);
  }
}
