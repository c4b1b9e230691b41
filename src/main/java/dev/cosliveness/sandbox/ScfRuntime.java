package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * SCF's runtime API for one instance of a custom runtime (document 583/47274), on a port of its
 * own, always plain HTTP. One event at a time, as SCF gives them.
 */
public final class ScfRuntime implements AutoCloseable {
  /** What a client sets as SCF_RUNTIME_API and SCF_RUNTIME_API_PORT. */
  public record Address(String host, int port) {}

  /**
   * How an event ended.
   *
   * @param error whether it went to {@code /error}, or the time limit passed
   * @param duration from the answer of {@code next} to the answer of the function
   */
  public record Answer(String requestId, boolean error, String body, Duration duration) {}

  private static final class Invocation {
    private final String requestId;
    private final String event;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private long startedNanos;

    Invocation(String requestId, String event) {
      this.requestId = requestId;
      this.event = event;
    }
  }

  private final WireServer server;
  private final Deque<Invocation> queue = new ArrayDeque<>();
  private final List<String> violations = new ArrayList<>();
  private Invocation current;
  private boolean closed;
  private int polls;
  private int ready;
  private int failNext;
  private int dropNext;
  private boolean headers = true;
  private Duration timeLimit = Duration.ofMinutes(5);
  private Duration slowAck = Duration.ZERO;

  ScfRuntime(String bind) {
    server = new WireServer(bind, 0, null, Clock.systemUTC(), this::route);
  }

  public Address address() {
    return new Address("127.0.0.1", server.port());
  }

  /** Queues an event; it is given out by {@code next}. */
  public CompletableFuture<Answer> offer(String eventJson) {
    return offer(UUID.randomUUID().toString(), eventJson);
  }

  synchronized CompletableFuture<Answer> offer(String requestId, String eventJson) {
    Invocation invocation = new Invocation(requestId, eventJson);
    queue.add(invocation);
    notifyAll();
    return invocation.answer;
  }

  /** How long an invocation may take before SCF gives it up with status 433. */
  public synchronized ScfRuntime timeLimit(Duration limit) {
    timeLimit = limit;
    return this;
  }

  /** The next {@code times} calls of {@code next} are answered with status 500. */
  public synchronized void failNext(int times) {
    failNext = times;
  }

  /** The next {@code times} calls of {@code next} lose their connection. */
  public synchronized void dropNext(int times) {
    dropNext = times;
  }

  /** Delays the acknowledgement of answers. */
  public synchronized void slowAck(Duration delay) {
    slowAck = delay;
  }

  /** Leaves the three headers of {@code next} out. */
  public synchronized void withoutHeaders() {
    headers = false;
  }

  public synchronized int readyCount() {
    return ready;
  }

  /**
   * Waits for the runtime to say that it is initialised.
   *
   * @throws AssertionError when it was not in time
   */
  public synchronized void awaitReady(Duration atMost) {
    Deadline deadline = Deadline.in(atMost);
    while (ready == 0) {
      if (!deadline.waitOn(this)) {
        throw new AssertionError("The runtime did not become ready within " + atMost);
      }
    }
  }

  /**
   * What a runtime must not do: answers without an event, two answers, {@code next} before {@code
   * ready}.
   */
  public synchronized List<String> violations() {
    return List.copyOf(violations);
  }

  /** Whether a runtime has shown itself. */
  synchronized boolean hasConsumer() {
    return ready > 0 || polls > 0;
  }

  private Reply route(Request request) {
    return switch (request.method() + " " + request.rawPath()) {
      case "POST /runtime/init/ready" -> initReady();
      case "GET /runtime/invocation/next" -> next();
      case "POST /runtime/invocation/response" -> answered(request, false);
      case "POST /runtime/invocation/error" -> answered(request, true);
      default -> Reply.text(404, "text/plain", "Not found");
    };
  }

  private synchronized Reply initReady() {
    ready++;
    notifyAll();
    return Reply.empty(200);
  }

  private synchronized Reply next() {
    int poll = ++polls;
    notifyAll();
    if (ready == 0) {
      violations.add("next before ready");
    }
    if (dropNext > 0) {
      dropNext--;
      return Reply.drop();
    }
    if (failNext > 0) {
      failNext--;
      return Reply.text(500, "text/plain", "Internal error");
    }
    while (current == null && queue.isEmpty()) {
      waitForChange();
      // one instance has one poll: a newer one takes the place of one whose client may be gone
      if (closed || poll != polls) {
        return Reply.drop();
      }
    }
    if (current == null) {
      current = queue.remove();
      current.startedNanos = System.nanoTime();
      startClock(current, timeLimit);
    }
    Reply event = Reply.of(200, "application/json", current.event.getBytes(UTF_8));
    return headers
        ? event
            .with("Request_Id", current.requestId)
            .with("Memory_Limit_In_Mb", "256")
            .with("Time_Limit_In_Ms", Long.toString(timeLimit.toMillis()))
        : event;
  }

  private Reply answered(Request request, boolean error) {
    Duration delay;
    synchronized (this) {
      if (current == null) {
        violations.add((error ? "error" : "response") + " without an event in work");
        return Reply.text(422, "text/plain", "No invocation is in work");
      }
      finish(current, error, new String(request.body(), UTF_8));
      delay = slowAck;
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Reply.empty(200);
  }

  private void startClock(Invocation invocation, Duration limit) {
    CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              synchronized (this) {
                if (current == invocation) {
                  finish(invocation, true, "433 TimeLimitReached");
                }
              }
            });
  }

  private void finish(Invocation invocation, boolean error, String body) {
    current = null;
    Duration took = Duration.ofNanos(System.nanoTime() - invocation.startedNanos);
    invocation.answer.completeAsync(() -> new Answer(invocation.requestId, error, body, took));
    notifyAll();
  }

  private void waitForChange() {
    try {
      wait();
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    server.close();
  }
}
