package dev.cosliveness.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Switches what goes wrong, while the sandbox runs. */
public final class Faults {
  private static final class Active {
    private final Fault fault;
    private int left;

    Active(Fault fault) {
      this.fault = fault;
      this.left = fault.times();
    }
  }

  private final List<Active> active = new ArrayList<>();
  private volatile Duration clockSkew = Duration.ZERO;
  private volatile Duration listDelay = Duration.ZERO;

  /** Of several that match a call, the one added first strikes; latencies add up. */
  public synchronized Faults add(Fault fault) {
    active.add(new Active(fault));
    return this;
  }

  /** Switches one off, however often it was to strike yet. */
  public synchronized Faults remove(Fault fault) {
    active.removeIf(each -> each.fault == fault);
    return this;
  }

  /** Those that will strike yet. */
  public synchronized List<Fault> active() {
    return active.stream().map(each -> each.fault).toList();
  }

  public synchronized void clear() {
    active.clear();
    clockSkew = Duration.ZERO;
    listDelay = Duration.ZERO;
  }

  /**
   * How far the server's clock is ahead of the true one, in {@code Date} and in the check of
   * signatures.
   */
  public void clockSkew(Duration ahead) {
    clockSkew = ahead;
  }

  public Duration clockSkew() {
    return clockSkew;
  }

  /** Lists are eventually consistent: objects younger than this are missing in them. */
  public void listDelay(Duration delay) {
    listDelay = delay;
  }

  Duration listDelay() {
    return listDelay;
  }

  /**
   * The effects that strike this call, each counted as a hit; at most one that ends it, at the end.
   */
  synchronized List<Fault.Effect> strike(Kind kind, String key, boolean executed) {
    List<Fault.Effect> effects = new ArrayList<>();
    for (Iterator<Active> each = active.iterator(); each.hasNext(); ) {
      Active candidate = each.next();
      Fault fault = candidate.fault;
      if (fault.executed() != executed
          || !fault.kinds().contains(kind)
          || !fault.keys().test(key)) {
        continue;
      }
      candidate.left--;
      if (candidate.left <= 0) {
        each.remove();
      }
      effects.add(fault.effect());
      if (!(fault.effect() instanceof Fault.Effect.Latency)) {
        break;
      }
    }
    return effects;
  }
}
