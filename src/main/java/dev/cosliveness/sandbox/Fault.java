package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Something that goes wrong, on all calls or on those of some kinds, for ever or a number of times.
 * Immutable; {@link Faults#add} switches it on.
 *
 * @param executed whether the call does its work, and is charged, before the answer is spoilt
 * @param times hits before it is over
 */
public record Fault(
    Effect effect, Set<Kind> kinds, Predicate<String> keys, boolean executed, int times) {

  /** What happens to a call. */
  public sealed interface Effect {
    /** It takes longer, then goes on. */
    record Latency(Duration delay) implements Effect {}

    /** The connection is closed without an answer. */
    record Drop() implements Effect {}

    /** An error answer as COS or CI words it. */
    record Problem(int status, String code, String message) implements Effect {}

    /** An answer that may be anything. */
    record Answer(Reply reply) implements Effect {}

    /** The proper answer, cut in the middle of its body. */
    record Cut() implements Effect {}
  }

  /** Waits before the call is looked at. */
  public static Fault latency(Duration delay) {
    return before(new Effect.Latency(delay));
  }

  /** The call is executed at once, its answer comes late. */
  public static Fault slowAnswer(Duration delay) {
    return after(new Effect.Latency(delay));
  }

  /** Closes the connection; the call was not executed. */
  public static Fault dropBefore() {
    return before(new Effect.Drop());
  }

  /** Executes and charges the call, then closes the connection: the answer is lost. */
  public static Fault dropAfter() {
    return after(new Effect.Drop());
  }

  /** An error answer; the call was not executed. */
  public static Fault status(int status, String code) {
    return before(new Effect.Problem(status, code, code));
  }

  public static Fault status(int status, String code, String message) {
    return before(new Effect.Problem(status, code, message));
  }

  public static Fault slowDown() {
    return status(503, "SlowDown", "Please reduce your request rate.");
  }

  public static Fault internalError() {
    return status(500, "InternalError", "We encountered an internal error. Please try again.");
  }

  /** CI's own word for too many calls. */
  public static Fault throttled() {
    return onCi(status(400, "RequestLimitExceeded", "请求的次数超过了频率限制"));
  }

  /** A role without the right to do this. */
  public static Fault denied() {
    return status(403, "AccessDenied", "Access Denied.");
  }

  /** What a call with outlived temporary credentials gets. */
  public static Fault expiredToken() {
    return status(400, "ExpiredToken", "The provided token has expired.");
  }

  /** A bucket that was never bound to CI. */
  public static Fault ciNotBound() {
    return onCi(status(403, "AccessDenied", "Bucket is not bound to CI"));
  }

  /** An executed call whose answer ends in the middle of its XML. */
  public static Fault brokenXml() {
    return after(new Effect.Cut());
  }

  /** An executed call that is answered with one endless frame of about so many bytes. */
  public static Fault hugeFrame(long bytes) {
    return after(new Effect.Answer(HugeXml.frame(bytes)));
  }

  /**
   * An executed call that is answered with about so many bytes of elements nobody asked for, before
   * a good Sim.
   */
  public static Fault hugeJunk(long bytes) {
    return after(new Effect.Answer(HugeXml.junk(bytes)));
  }

  /** An executed call answered with status 200 and nothing. */
  public static Fault emptyBody() {
    return after(new Effect.Answer(Reply.of(200, "application/xml", new byte[0])));
  }

  /** An error as CI's gateway words it at times: JSON. Not executed. */
  public static Fault jsonError(int status, int code, String message) {
    String json =
        "{\"code\":%d,\"message\":\"%s\",\"request_id\":\"json\"}"
            .formatted(code, message.replace("\\", "\\\\").replace("\"", "\\\""));
    return before(new Effect.Answer(Reply.text(status, "application/json", json)));
  }

  /**
   * Any answer in place of the proper one; the call was executed and charged, unless {@link
   * #unexecuted()}.
   */
  public static Fault answer(int status, String contentType, byte[] body) {
    return after(new Effect.Answer(Reply.of(status, contentType, body)));
  }

  public static Fault answer(int status, String contentType, String body) {
    return answer(status, contentType, body.getBytes(UTF_8));
  }

  public Fault on(Kind first, Kind... more) {
    return new Fault(effect, EnumSet.of(first, more), keys, executed, times);
  }

  public Fault onKeys(Predicate<String> keys) {
    return new Fault(effect, kinds, keys, executed, times);
  }

  public Fault times(int times) {
    return new Fault(effect, kinds, keys, executed, times);
  }

  /** Strikes before the call does its work. */
  public Fault unexecuted() {
    return new Fault(effect, kinds, keys, false, times);
  }

  /** Strikes after the call has done its work. */
  public Fault afterExecution() {
    return new Fault(effect, kinds, keys, true, times);
  }

  private static Fault before(Effect effect) {
    return new Fault(effect, EnumSet.allOf(Kind.class), key -> true, false, Integer.MAX_VALUE);
  }

  private static Fault after(Effect effect) {
    return new Fault(effect, EnumSet.allOf(Kind.class), key -> true, true, Integer.MAX_VALUE);
  }

  private static Fault onCi(Fault fault) {
    return fault.on(
        Kind.LIVENESS_STORED, Kind.LIVENESS_UPLOAD, Kind.LIVE_CODE, Kind.ACTION_SEQUENCE);
  }
}
