package dev.cosliveness.cos;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Interrupts threads that wait for longer than they should, so that an answer that drips in byte by
 * byte ends in time too.
 *
 * <p>Nearly all alarms are taken back long before they ring. The one thread behind them is woken
 * only for an alarm that is earlier than the moment it sleeps until: a scheduler of the JDK is
 * woken for nearly every one, which costs as much as sending a request.
 */
final class Alarms {
  private final Set<Alarm> set = new HashSet<>();
  private Thread thread;
  private long sleepsUntil;

  /** Rings once, for the thread that set it. */
  final class Alarm implements AutoCloseable {
    private final Thread waiting = Thread.currentThread();
    private final long at;
    private boolean rang;

    private Alarm(long at) {
      this.at = at;
    }

    boolean rang() {
      synchronized (Alarms.this) {
        return rang;
      }
    }

    /**
     * Takes it back; what it interrupted is over, and the interrupt with it. One that came from
     * elsewhere in the same moment cannot be told apart and goes too.
     */
    @Override
    public void close() {
      synchronized (Alarms.this) {
        set.remove(this);
        if (rang) {
          Thread.interrupted();
        }
      }
    }
  }

  Alarm in(Duration time) {
    synchronized (this) {
      Alarm alarm = new Alarm(System.nanoTime() + time.toNanos());
      if (thread == null) {
        sleepsUntil = alarm.at;
        thread = Thread.ofPlatform().daemon().name("alarms").start(this::watch);
      } else if (alarm.at - sleepsUntil < 0) {
        sleepsUntil = alarm.at;
        notifyAll();
      }
      set.add(alarm);
      return alarm;
    }
  }

  private synchronized void watch() {
    try {
      while (!set.isEmpty()) {
        long left = sleepsUntil - System.nanoTime();
        if (left > 0) {
          wait(left / 1_000_000 + 1);
        } else {
          ring();
        }
      }
    } catch (InterruptedException stop) {
      // the next alarm starts another thread
    } finally {
      thread = null;
    }
  }

  private void ring() {
    long now = System.nanoTime();
    long next = Long.MAX_VALUE;
    for (Alarm alarm : Set.copyOf(set)) {
      if (alarm.at - now > 0) {
        next = Math.min(next, alarm.at - now);
      } else {
        set.remove(alarm);
        alarm.rang = true;
        alarm.waiting.interrupt();
      }
    }
    sleepsUntil = now + next;
  }
}
