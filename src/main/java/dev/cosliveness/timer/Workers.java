package dev.cosliveness.timer;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;

/** Runs tasks on virtual threads, a limited number at a time; closing waits for all of them. */
final class Workers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Semaphore places;

  Workers(int concurrency) {
    places = new Semaphore(concurrency);
  }

  /**
   * Waits for a place, so that no more is taken on than is worked at.
   *
   * @param inTime asked when there is a place: waiting for it may have taken all the time there was
   * @return whether the task was taken on
   */
  boolean submit(BooleanSupplier inTime, Runnable task) {
    places.acquireUninterruptibly();
    if (!inTime.getAsBoolean()) {
      places.release();
      return false;
    }
    threads.execute(
        () -> {
          try {
            task.run();
          } finally {
            places.release();
          }
        });
    return true;
  }

  @Override
  public void close() {
    threads.close();
  }
}
