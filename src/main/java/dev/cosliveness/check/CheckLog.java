package dev.cosliveness.check;

import dev.cosliveness.event.Invocation;
import dev.cosliveness.verdict.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * The one line at the end of each check: readable as it is, and with each value as a field of its
 * own.
 */
final class CheckLog {
  private static final Logger LOG = Logger.getLogger(CheckVideo.class);

  private CheckLog() {}

  static void log(Outcome outcome, CheckRequest request, Invocation invocation, Stages stages) {
    Map<String, Object> fields = new LinkedHashMap<>();
    String said = describe(outcome, fields);
    fields.put("bucket", outcome.object().bucket());
    fields.put("key", outcome.object().key());
    fields.put("requestId", invocation.id());
    fields.put("source", request.source().name().toLowerCase(java.util.Locale.ROOT));
    boolean charged = stages.millis().containsKey("recognition") && !turnedAway(outcome);
    fields.put("charged", charged);
    stages.millis().forEach((stage, millis) -> fields.put("ms." + stage, millis));
    fields.forEach((name, value) -> MDC.put(name, String.valueOf(value)));
    try {
      LOG.infof(
          "%s %s/%s%s %s ms",
          said,
          outcome.object().bucket(),
          outcome.object().key(),
          charged ? " charged" : "",
          stages);
    } finally {
      fields.keySet().forEach(MDC::remove);
    }
  }

  /** Whether the engine was not even asked, as far as the code tells. */
  private static boolean turnedAway(Outcome outcome) {
    Verdict verdict =
        switch (outcome) {
          case Outcome.Judged judged -> judged.verdict();
          case Outcome.Pending pending -> pending.verdict();
          default -> null;
        };
    return verdict != null
        && switch (verdict.code().codeClass()) {
          case THROTTLED, QUOTA, ACCOUNT, CREDENTIAL, REQUEST, CLOCK -> true;
          default -> false;
        };
  }

  private static String describe(Outcome outcome, Map<String, Object> fields) {
    return switch (outcome) {
      case Outcome.Judged judged -> {
        add(judged.verdict(), fields);
        String broken = judged.problems().isEmpty() ? "" : " (" + problems(judged) + ")";
        yield words(judged.verdict()) + broken;
      }
      case Outcome.Pending pending -> {
        fields.put("status", "PENDING");
        if (pending.verdict() != null) {
          add(pending.verdict(), fields);
        }
        Instant due = pending.due() == null ? null : pending.due().truncatedTo(ChronoUnit.SECONDS);
        fields.put("due", due);
        yield (pending.verdict() == null ? "PENDING" : words(pending.verdict()))
            + (due == null ? "" : " again at " + due);
      }
      case Outcome.AlreadyJudged already -> {
        fields.put("status", already.found().status());
        yield "already " + already.found().status();
      }
      case Outcome.BeingChecked _ -> skipped("being checked by another invocation", fields);
      case Outcome.Skipped skipped -> skipped(skipped.why(), fields);
      case Outcome.Gone _ -> skipped("gone", fields);
      case Outcome.NoTime _ -> skipped("too little time left", fields);
    };
  }

  private static String skipped(String why, Map<String, Object> fields) {
    fields.put("status", "SKIPPED");
    fields.put("why", why);
    return "skipped: " + why + ":";
  }

  private static String words(Verdict verdict) {
    String similarity = verdict.similarity() == null ? "" : " sim " + verdict.similarityText();
    return verdict.status() + " " + verdict.code().code() + similarity;
  }

  private static String problems(Outcome.Judged judged) {
    return String.join(
        "; ", judged.problems().stream().map(p -> p.field() + ": " + p.rule()).toList());
  }

  private static void add(Verdict verdict, Map<String, Object> fields) {
    fields.put("status", verdict.status());
    fields.put("code", verdict.code().code());
    if (verdict.similarity() != null) {
      fields.put("sim", verdict.similarityText());
    }
    fields.put("attempt", verdict.attempts());
    fields.put("cosRequestId", verdict.cosRequestId());
  }
}
