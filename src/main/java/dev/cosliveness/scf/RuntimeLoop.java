package dev.cosliveness.scf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.cos.Deadline;
import dev.cosliveness.event.EventException;
import dev.cosliveness.event.Failure;
import dev.cosliveness.event.Invocation;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jboss.logging.Logger;

/**
 * Pulls one event after the other and answers each exactly once (contract, section 1). Ends when it
 * is stopped, or when the platform cannot be reached any more.
 */
public final class RuntimeLoop {
  private static final Logger LOG = Logger.getLogger(RuntimeLoop.class);
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Kept of the time limit to hand the answer over; the platform ends the process when it is late.
   */
  private static final Duration TO_ANSWER = Duration.ofMillis(400);

  /**
   * Where the platform does not say: its own default is 3 s, the function's is set in
   * serverless.yml.
   */
  private static final Duration NORMAL_LIMIT = Duration.ofSeconds(60);

  private static final int FAILURES = 5;
  private static final int RESULT_LIMIT = 6 * 1024 * 1024;

  private final RuntimeApi api;
  private final BiFunction<JsonNode, Invocation, JsonNode> function;
  private final Clock clock;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();
  private boolean working;
  private boolean stopped;

  /**
   * @param host of the runtime API
   * @param port of the runtime API
   * @param function what an event is handed to
   */
  public RuntimeLoop(
      String host, int port, BiFunction<JsonNode, Invocation, JsonNode> function, Clock clock) {
    this.api = new RuntimeApi(new LocalHttp(host, port));
    this.function = function;
    this.clock = clock;
  }

  /**
   * Works on a thread of its own: a wait for the next event cannot be ended, only be left behind.
   *
   * @return the exit code: 0 when it was stopped
   */
  public int run() {
    Thread.ofPlatform().daemon().name("events").start(this::work);
    return exit.join();
  }

  /** Ends the loop: at once when it waits, after the answer when an event is at work. */
  public synchronized void stop() {
    stopped = true;
    if (!working) {
      exit.complete(0);
    }
  }

  private void work() {
    try {
      exit.complete(pull());
    } catch (RuntimeException | Error fatal) {
      exit.completeExceptionally(fatal);
    }
  }

  private int pull() {
    try {
      api.ready();
    } catch (IOException unreachable) {
      LOG.fatalf("the runtime API does not take our being ready: %s", unreachable.getMessage());
      return 1;
    }
    int failures = 0;
    while (failures < FAILURES) {
      try {
        RuntimeApi.Event event = api.next();
        failures = 0;
        if (!begun()) {
          return 0;
        }
        handle(event);
        if (ended()) {
          return 0;
        }
      } catch (IOException lost) {
        failures++;
        LOG.warnf("no next event: %s", lost.getMessage());
        pause(failures);
      }
    }
    LOG.fatal("the runtime API cannot be reached; leaving, so that the platform replaces us");
    return 1;
  }

  /** Whether an event that has come is still worked on; the platform repeats one that is not. */
  private synchronized boolean begun() {
    working = !stopped;
    return working;
  }

  private synchronized boolean ended() {
    working = false;
    return stopped;
  }

  private void handle(RuntimeApi.Event event) {
    byte[] result;
    try {
      result = JSON.writeValueAsBytes(function.apply(parse(event.body()), invocation(event)));
      if (result.length > RESULT_LIMIT) {
        throw new EventException("the answer is larger than the 6 MB that SCF takes");
      }
    } catch (RuntimeException | JacksonException failed) {
      answer(() -> api.error(Failure.describe(failed)));
      return;
    } catch (Error fatal) {
      answer(() -> api.error(fatal.getClass().getSimpleName()));
      throw fatal;
    }
    answer(() -> api.response(result));
  }

  private Invocation invocation(RuntimeApi.Event event) {
    Duration limit = event.timeLimit() == null ? NORMAL_LIMIT : event.timeLimit();
    String id =
        event.requestId().matches("[\\x21-\\x7e]{1,100}")
            ? event.requestId()
            : UUID.randomUUID().toString();
    return new Invocation(id, Deadline.in(limit.minus(TO_ANSWER), clock), Optional.empty());
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(new String(body, UTF_8));
    } catch (JacksonException broken) {
      throw new EventException("the event is not valid JSON");
    }
  }

  private interface Answer {
    void send() throws IOException;
  }

  /** An answer that is lost is not repeated: the platform may have it already. */
  private static void answer(Answer answer) {
    try {
      answer.send();
    } catch (IOException lost) {
      LOG.errorf("an answer was not taken: %s", lost.getMessage());
    }
  }

  private static void pause(int failures) {
    try {
      Thread.sleep(Duration.ofMillis(100L << failures));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
