package dev.cosliveness.sandbox;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fires events as SCF does: asynchronously, and on failure twice again a minute apart (document
 * 583/41138). They go to the target's {@code /event-invoke}; without a target, to a custom runtime
 * that has shown itself.
 */
public final class EventSource implements AutoCloseable {
  private final SandboxOptions options;
  private final ObjectStore objects;
  private final ScfRuntime runtime;
  private final FunctionCall function;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Delivery> deliveries = new ArrayList<>();
  private volatile String target;
  private volatile String prefix = "";
  private volatile String suffix = "";
  private volatile Duration retryDelay = Duration.ofMinutes(1);
  private volatile Duration timeLimit = Duration.ofMinutes(5);
  private volatile int retries = 2;

  EventSource(SandboxOptions options, ObjectStore objects, ScfRuntime runtime) {
    this.options = options;
    this.objects = objects;
    this.runtime = runtime;
    this.function = new FunctionCall(options, () -> timeLimit);
  }

  /**
   * @param url of the function, with or without {@code /event-invoke}; null fires at the custom
   *     runtime
   */
  public EventSource target(String url) {
    target = url;
    return this;
  }

  /** The trigger's filter; both may be empty. */
  public EventSource filter(String prefix, String suffix) {
    this.prefix = prefix;
    this.suffix = suffix;
    return this;
  }

  public EventSource retryDelay(Duration delay) {
    retryDelay = delay;
    return this;
  }

  public EventSource retries(int retries) {
    this.retries = retries;
    return this;
  }

  /** How long the function may take over {@code /event-invoke}; the custom runtime has its own. */
  public EventSource timeLimit(Duration limit) {
    timeLimit = limit;
    return this;
  }

  /** Fires the event of a stored object, whatever the filter says. */
  public Delivery fire(String bucket, String key) {
    return deliver(eventFor(bucket, key));
  }

  /** The event that {@link #fire} would send. */
  public String eventFor(String bucket, String key) {
    StoredObject object =
        objects
            .get(bucket, key)
            .orElseThrow(() -> new IllegalArgumentException("No object " + key));
    return CosEventJson.of(bucket, options.region(), object, "Put", "", options.clock().instant());
  }

  /** Fires a timer event and waits for the answer of its one attempt. */
  public Delivery.Attempt fireTimer(String message) {
    Map<String, String> event = new LinkedHashMap<>();
    event.put("Type", "Timer");
    event.put("TriggerName", "retry");
    event.put("Time", options.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("Message", message);
    Delivery delivery = begin(Json.write(event));
    run(delivery, 0, "Timer");
    return delivery.attempts().getLast();
  }

  /** Fires any event, retries and all, in the background. */
  public Delivery deliver(String eventJson) {
    Delivery delivery = begin(eventJson);
    threads.execute(() -> run(delivery, retries, "Cos"));
    return delivery;
  }

  public synchronized List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  public synchronized void clear() {
    deliveries.clear();
  }

  /**
   * Waits until every event has succeeded or was given up.
   *
   * @throws AssertionError when some are still on their way then
   */
  public synchronized void awaitIdle(Duration atMost) {
    Deadline deadline = Deadline.in(atMost);
    while (!deliveries.stream().allMatch(Delivery::done)) {
      if (!deadline.waitOn(this)) {
        throw new AssertionError(
            "Still on their way: " + deliveries.stream().filter(d -> !d.done()).toList());
      }
    }
  }

  void created(CosCall call, Outcome.Created created) {
    String key = created.object().key();
    boolean wanted = key.startsWith(prefix) && key.endsWith(suffix);
    if (wanted && (target != null || runtime.hasConsumer())) {
      String authorization = call.request().header("authorization");
      deliver(
          CosEventJson.of(
              call.bucket(),
              call.host().region(),
              created.object(),
              created.way(),
              authorization == null ? "" : authorization,
              call.now()));
    }
  }

  private synchronized Delivery begin(String event) {
    Delivery delivery = new Delivery(UUID.randomUUID().toString(), event);
    deliveries.add(delivery);
    return delivery;
  }

  private void run(Delivery delivery, int retriesLeft, String trigger) {
    try {
      attempt(delivery, trigger);
      for (int left = retriesLeft; left > 0 && !delivery.succeeded(); left--) {
        Thread.sleep(retryDelay);
        attempt(delivery, trigger);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      delivery.finish();
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private void attempt(Delivery delivery, String trigger) throws InterruptedException {
    delivery.sent(options.clock().instant());
    Delivery.Attempt attempt = invoke(delivery, trigger);
    delivery.answered(attempt, options.clock().instant());
  }

  private Delivery.Attempt invoke(Delivery delivery, String trigger) throws InterruptedException {
    String url = target;
    if (url != null) {
      return function.invoke(url, delivery.requestId(), delivery.event(), trigger);
    }
    try {
      ScfRuntime.Answer answer = runtime.offer(delivery.requestId(), delivery.event()).get();
      boolean late = answer.error() && answer.body().startsWith("433");
      return new Delivery.Attempt(late ? 433 : answer.error() ? 430 : 200, answer.body());
    } catch (ExecutionException e) {
      return new Delivery.Attempt(500, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    function.close();
  }
}
