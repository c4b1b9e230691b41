package dev.cosliveness.timer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Runs tasks on virtual threads, a limited number at a time; closing waits for all of them. */
final class Workers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places;

  Workers(int concurrency) {
    places = new Semaphore(concurrency);
  }

  /** Waits for a place, so that no more is taken on than is worked at. */
  void submit(Runnable task) {
    places.acquireUninterruptibly();
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            places.release();
          }
        });
  }

  @Override
  public void close() {
    threads.close();
  }
}
