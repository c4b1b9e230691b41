package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.Delivery;
import dev.cosliveness.sandbox.Journal;
import dev.cosliveness.sandbox.Json;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened for one content of one key since it was last uploaded, from the sandbox's journal
 * and its deliveries.
 *
 * @param hash what names of its claims and retries hold
 */
record Timeline(Sandbox sandbox, Layout layout, String key, String hash) {

  /**
   * @param name a word of the page's texts
   * @param took null while it goes on
   */
  private record Step(
      String name, Instant at, Duration took, int status, boolean charged, String note) {}

  List<Map<String, Object>> steps() {
    List<Journal.Call> all = sandbox.journal().calls();
    int start = lastUpload(all);
    if (start < 0) {
      return List.of();
    }
    Instant begin = all.get(start).at();
    List<Step> steps = new ArrayList<>();
    for (Journal.Call call : all.subList(start, all.size())) {
      String name = name(call);
      if (name != null && call.bucket().equals(layout.bucket())) {
        steps.add(
            new Step(name, call.at(), call.took(), call.status(), call.charged(), note(call)));
      }
    }
    addDeliveries(steps, begin);
    return steps.stream().sorted(Comparator.comparing(Step::at)).map(this::json).toList();
  }

  private int lastUpload(List<Journal.Call> calls) {
    for (int i = calls.size() - 1; i >= 0; i--) {
      Kind kind = calls.get(i).kind();
      boolean writes =
          kind == Kind.PUT_OBJECT || kind == Kind.COPY_OBJECT || kind == Kind.LIVENESS_UPLOAD;
      if (writes && calls.get(i).key().equals(key)) {
        return i;
      }
    }
    return -1;
  }

  /** Null when the call is about something else. */
  private String name(Journal.Call call) {
    if (call.key().equals(key)) {
      return switch (call.kind()) {
        case PUT_OBJECT, COPY_OBJECT, LIVENESS_UPLOAD -> "upload";
        case HEAD -> "head";
        case GET_TAGGING -> "tags-read";
        case PUT_TAGGING -> "tags";
        case LIVENESS_STORED -> "recognition";
        default -> "other";
      };
    }
    if (call.key().startsWith(layout.claims() + hash)) {
      return access("claim", call);
    } else if (call.key().startsWith(layout.retries()) && call.key().endsWith(hash + ".json")) {
      return access("queue", call);
    } else if (call.key().equals(layout.verdict(key))) {
      return access("result", call);
    } else if (call.key().startsWith(layout.frames(key))) {
      return access("frame", call);
    }
    return null;
  }

  private static String access(String what, Journal.Call call) {
    return switch (call.kind()) {
      case PUT_OBJECT -> what;
      case DELETE -> what + "-removed";
      default -> what + "-read";
    };
  }

  private static String note(Journal.Call call) {
    return call.kind() == Kind.LIVENESS_STORED ? call.query().get("LivenessType") : null;
  }

  /** The video's own events, and the timer's runs during which something was done for it. */
  private void addDeliveries(List<Step> steps, Instant begin) {
    List<Instant> calls = steps.stream().map(Step::at).toList();
    int dash = layout.bucket().lastIndexOf('-');
    String name = layout.bucket().substring(0, dash);
    String appid = layout.bucket().substring(dash + 1);
    String mark = "\"key\":" + Json.write("/" + appid + "/" + name + "/" + key) + ",";
    for (Delivery delivery : sandbox.events().deliveries()) {
      boolean own = delivery.event().contains(mark);
      boolean timer = delivery.event().startsWith("{\"Type\":\"Timer\"");
      List<Delivery.Span> spans = own || timer ? delivery.spans() : List.of();
      List<Delivery.Attempt> attempts = delivery.attempts();
      for (int i = 0; i < spans.size(); i++) {
        Delivery.Span span = spans.get(i);
        if (!span.sent().isBefore(begin)
            && (own || calls.stream().anyMatch(call -> within(span, call)))) {
          int status = i < attempts.size() ? attempts.get(i).status() : 0;
          Duration took =
              span.answered() == null ? null : Duration.between(span.sent(), span.answered());
          steps.add(new Step(timer ? "timer" : "event", span.sent(), took, status, false, null));
        }
      }
    }
  }

  private static boolean within(Delivery.Span span, Instant call) {
    return !call.isBefore(span.sent())
        && (span.answered() == null || !call.isAfter(span.answered()));
  }

  private Map<String, Object> json(Step step) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", step.name());
    json.put("at", step.at().toEpochMilli() + step.at().getNano() % 1_000_000 / 1e6);
    json.put("took", step.took() == null ? null : step.took().toNanos() / 1e6);
    json.put("status", step.status());
    json.put("charged", step.charged());
    json.put("note", step.note());
    return json;
  }
}
