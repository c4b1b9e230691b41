package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Faults;
import dev.cosliveness.sandbox.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sandbox's faults that are worth a try by hand; each is off, strikes once, or stays on. */
final class FaultSwitches {
  private static final String SKEW = "clock-skew";
  private static final Duration AHEAD = Duration.ofMinutes(20);

  private final Faults faults;
  private final Map<String, Fault> offered = new LinkedHashMap<>();
  private final Map<String, Fault> added = new LinkedHashMap<>();

  FaultSwitches(Faults faults) {
    this.faults = faults;
    offered.put("throttled", Fault.throttled().on(Kind.LIVENESS_STORED));
    offered.put("engine-down", Fault.internalError().on(Kind.LIVENESS_STORED));
    offered.put("slow-engine", Fault.latency(Duration.ofSeconds(3)).on(Kind.LIVENESS_STORED));
    offered.put("lost-answer", Fault.dropAfter().on(Kind.LIVENESS_STORED));
    offered.put("broken-answer", Fault.brokenXml().on(Kind.LIVENESS_STORED));
    offered.put("not-bound", Fault.ciNotBound());
    offered.put("slow-down", Fault.slowDown().on(Kind.HEAD, Kind.GET_TAGGING));
    offered.put("tags-denied", Fault.denied().on(Kind.PUT_TAGGING));
    offered.put("expired-token", Fault.expiredToken().on(Kind.LIVENESS_STORED));
  }

  /**
   * @param mode off, once or on
   */
  synchronized void set(String id, String mode) {
    if (!List.of("off", "once", "on").contains(mode)) {
      throw new IllegalArgumentException("mode must be off, once or on");
    }
    if (id.equals(SKEW)) {
      faults.clockSkew(mode.equals("off") ? Duration.ZERO : AHEAD);
      return;
    }
    Fault fault = offered.get(id);
    if (fault == null) {
      throw new IllegalArgumentException("There is no such fault");
    }
    Fault before = added.remove(id);
    if (before != null) {
      faults.remove(before);
    }
    if (!mode.equals("off")) {
      Fault now = fault.times(mode.equals("once") ? 1 : Integer.MAX_VALUE);
      added.put(id, now);
      faults.add(now);
    }
  }

  /** Id to mode; one that has struck once is off again. */
  synchronized Map<String, String> modes() {
    List<Fault> active = faults.active();
    Map<String, String> modes = new LinkedHashMap<>();
    for (String id : offered.keySet()) {
      Fault fault = added.get(id);
      boolean on = fault != null && active.stream().anyMatch(each -> each == fault);
      modes.put(id, !on ? "off" : fault.times() == 1 ? "once" : "on");
    }
    modes.put(SKEW, faults.clockSkew().isZero() ? "off" : "on");
    return modes;
  }

  List<String> ids() {
    List<String> ids = new ArrayList<>(offered.keySet());
    ids.add(SKEW);
    return ids;
  }
}
