package dev.cosliveness.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Every call to COS and CI, in the order they were answered. A call is in it before its answer
 * leaves.
 */
public final class Journal {
  /**
   * One call.
   *
   * @param at when it came, by the true clock whatever the faults say
   * @param bucket name-appid, from the Host header
   * @param key decoded; empty for calls on the bucket
   * @param query decoded, signature fields left out
   * @param headers names in lower case
   * @param status what was answered; 0 when the connection was dropped
   * @param took from its first look at the request to the answer, faults included
   * @param charged whether it reached the liveness engine
   */
  public record Call(
      Instant at,
      Kind kind,
      String method,
      String bucket,
      String region,
      String key,
      Map<String, String> query,
      Set<String> headers,
      int status,
      Duration took,
      boolean charged,
      String requestId) {

    /** Without the values of the query: identity data may be among them. */
    @Override
    public String toString() {
      return "%s %s %s/%s %s -> %d%s"
          .formatted(kind, method, bucket, key, query.keySet(), status, charged ? " charged" : "");
    }
  }

  private final List<Call> calls = new ArrayList<>();
  private final List<String> violations = new ArrayList<>();

  public synchronized List<Call> calls() {
    return List.copyOf(calls);
  }

  public List<Call> calls(Kind kind) {
    return calls().stream().filter(call -> call.kind() == kind).toList();
  }

  public List<Call> calls(Kind kind, String key) {
    return calls(kind).stream().filter(call -> call.key().equals(key)).toList();
  }

  /** How many calls Tencent would have charged. */
  public int charged() {
    return (int) calls().stream().filter(Call::charged).count();
  }

  public int charged(String bucket, String key) {
    return (int)
        calls().stream()
            .filter(
                call -> call.charged() && call.bucket().equals(bucket) && call.key().equals(key))
            .count();
  }

  /** What strict signing refused; a test of a good client ends with this empty. */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  public synchronized void clear() {
    calls.clear();
    violations.clear();
  }

  /**
   * Waits until a call like this was answered.
   *
   * @throws AssertionError when none was in time
   */
  public Call await(Predicate<Call> wanted, Duration atMost) {
    return await(wanted, 1, atMost).getFirst();
  }

  /** Waits for {@code count} such calls. */
  public synchronized List<Call> await(Predicate<Call> wanted, int count, Duration atMost) {
    Deadline deadline = Deadline.in(atMost);
    while (true) {
      List<Call> found = calls.stream().filter(wanted).toList();
      if (found.size() >= count) {
        return found;
      }
      if (!deadline.waitOn(this)) {
        throw new AssertionError(
            "Wanted " + count + " such calls, saw " + found + " among " + calls);
      }
    }
  }

  synchronized void add(Call call) {
    calls.add(call);
    notifyAll();
  }

  synchronized void violation(String violation) {
    violations.add(violation);
  }
}
