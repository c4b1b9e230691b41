package dev.cosliveness.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/** One call from its first byte to its answer: faults, signature, execution, journal, event. */
final class CosFront {
  private final SandboxOptions options;
  private final SignatureCheck signatures;
  private final Faults faults;
  private final Journal journal;
  private final CosService service;
  private final BiConsumer<CosCall, Outcome.Created> created;
  private final AtomicLong requests = new AtomicLong();

  CosFront(
      SandboxOptions options,
      Faults faults,
      Journal journal,
      CosService service,
      BiConsumer<CosCall, Outcome.Created> created) {
    this.options = options;
    this.signatures = new SignatureCheck(options);
    this.faults = faults;
    this.journal = journal;
    this.service = service;
    this.created = created;
  }

  Reply answer(VirtualHost host, Request request) {
    Instant came = options.clock().instant();
    String requestId = "c2FuZGJveF%016x".formatted(requests.incrementAndGet());
    CosCall call;
    try {
      Instant now = options.clock().instant().plus(faults.clockSkew());
      call = new CosCall(Kind.of(request), host, request.key(), request, requestId, now);
    } catch (IllegalArgumentException unreadable) {
      return new CosProblem(400, "InvalidURI", "Could not parse the specified URI.")
          .reply(request.rawPath(), requestId);
    }
    Outcome outcome = execute(call);
    Reply reply = spoilt(call, outcome.reply(), true);
    journal.add(entry(call, reply, came, outcome.charged()));
    outcome.created().ifPresent(object -> created.accept(call, object));
    return finished(call, reply);
  }

  private Outcome execute(CosCall call) {
    Reply spoilt = spoilt(call, null, false);
    if (spoilt != null) {
      return Outcome.of(spoilt);
    }
    try {
      signatures.verify(call.request(), call.now());
      checkStrictly(call);
      return service.execute(call);
    } catch (CosProblem problem) {
      return Outcome.of(problem.reply(call.request().rawPath(), call.requestId()));
    }
  }

  private void checkStrictly(CosCall call) {
    if (!options.strict()) {
      return;
    }
    List<String> unsigned = StrictSigning.unsigned(call.request());
    if (!unsigned.isEmpty()) {
      journal.violation(call.request() + " left unsigned: " + unsigned);
      throw new CosProblem(
          403,
          "AccessDenied",
          "Strict sandbox: these must be signed: " + String.join(", ", unsigned));
    }
  }

  /** The answer after the faults that strike now; null when there was none and none struck. */
  private Reply spoilt(CosCall call, Reply proper, boolean executed) {
    Reply reply = proper;
    for (Fault.Effect effect : faults.strike(call.kind(), call.key(), executed)) {
      reply =
          switch (effect) {
            case Fault.Effect.Latency latency -> {
              sleep(latency.delay().toMillis());
              yield reply;
            }
            case Fault.Effect.Drop() -> Reply.drop();
            case Fault.Effect.Problem(int status, String code, String message) ->
                new CosProblem(status, code, message)
                    .reply(call.request().rawPath(), call.requestId());
            case Fault.Effect.Answer(Reply answer) -> answer;
            case Fault.Effect.Cut() -> proper == null ? Reply.drop() : half(proper);
          };
    }
    return reply;
  }

  private static Reply half(Reply reply) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    try {
      reply.body().writeTo(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    byte[] cut = Arrays.copyOf(body.toByteArray(), body.size() / 2);
    return new Reply(reply.status(), reply.headers(), cut.length, out -> out.write(cut), false);
  }

  private static Reply finished(CosCall call, Reply reply) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Server", call.kind().isCi() ? "tencent-ci" : "tencent-cos");
    headers.put("x-cos-request-id", call.requestId());
    if (call.kind().isCi()) {
      headers.put("x-ci-request-id", call.requestId());
    }
    if (reply.status() >= 400) {
      headers.put("x-cos-trace-id", "trace-" + call.requestId());
    }
    return reply.with(headers);
  }

  private Journal.Call entry(CosCall call, Reply reply, Instant came, boolean charged) {
    Map<String, String> query = new LinkedHashMap<>();
    call.request().parameters().stream()
        .filter(parameter -> !parameter.name().startsWith("q-") && !parameter.name().equals("sign"))
        .forEach(parameter -> query.put(parameter.name(), parameter.value()));
    return new Journal.Call(
        came,
        call.kind(),
        call.request().method(),
        call.bucket(),
        call.host().region(),
        call.key(),
        query,
        call.request().headers().keySet(),
        reply.dropped() ? 0 : reply.status(),
        Duration.between(came, options.clock().instant()),
        charged,
        call.requestId());
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
