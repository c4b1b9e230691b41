package dev.cosliveness.testing;

import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A video in the sandbox, and what was answered when its event was delivered. */
public final class Stored {
  private static final Duration TIME = Duration.ofSeconds(60);

  final Sandbox sandbox;
  final String bucket;
  final String key;
  final String idCard;
  final String name;
  private final EventTarget target;
  private EventTarget.Answer last;

  Stored(
      Sandbox sandbox, EventTarget target, String bucket, String key, String idCard, String name) {
    this.sandbox = sandbox;
    this.target = target;
    this.bucket = bucket;
    this.key = key;
    this.idCard = idCard;
    this.name = name;
  }

  public String key() {
    return key;
  }

  public Stored event() {
    return event(TIME);
  }

  /** Delivers the event of the object as it is now. */
  public Stored event(Duration time) {
    last = target.invoke(event(bucket, key), time);
    return this;
  }

  /** Delivers one event so many times, all at once. */
  public List<EventTarget.Answer> eventsAtOnce(int times) {
    String event = event(bucket, key);
    Callable<EventTarget.Answer> delivery = () -> target.invoke(event, TIME);
    List<EventTarget.Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<EventTarget.Answer>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(threads.submit(delivery));
      }
      for (Future<EventTarget.Answer> each : running) {
        answers.add(each.get());
      }
    } catch (InterruptedException | java.util.concurrent.ExecutionException failed) {
      throw new AssertionError(failed);
    }
    last = answers.getLast();
    return answers;
  }

  /** Its event is delivered while the test goes on. */
  public Future<Stored> eventInBackground() {
    java.util.concurrent.FutureTask<Stored> task =
        new java.util.concurrent.FutureTask<>(this::event);
    Thread.ofVirtual().start(task);
    return task;
  }

  /** Other bytes under the same key, as a second upload of the same person. */
  public Stored replaceWith(byte[] video) {
    StoredObject before = object();
    sandbox.objects().put(bucket, key, video, headers(before));
    return this;
  }

  public StoredObject object() {
    return sandbox.objects().get(bucket, key).orElseThrow();
  }

  public Map<String, String> tags() {
    return sandbox.objects().tags(bucket, key);
  }

  public Then then() {
    return new Then(this, last);
  }

  private static Map<String, String> headers(StoredObject object) {
    Map<String, String> headers = new java.util.LinkedHashMap<>();
    object.headers().keySet().forEach(header -> headers.put(header, object.text(header)));
    return headers;
  }

  private String event(String ofBucket, String ofKey) {
    return sandbox.events().eventFor(ofBucket, ofKey);
  }
}
