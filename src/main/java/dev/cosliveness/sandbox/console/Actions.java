package dev.cosliveness.sandbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.sandbox.Delivery;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Request;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the page's buttons do. */
final class Actions {
  /** More frames than this say no more to the eye. */
  private static final String FRAMES = "3";

  private static final Pattern ISSUED = Pattern.compile("<(LiveCode|ActionSequence)>([0-9,]+)</");
  private static final Pattern CODE = Pattern.compile("<Code>([A-Za-z0-9.]+)</Code>");

  private final Sandbox sandbox;
  private final FaultSwitches switches;
  private final Uploader uploader;

  Actions(Sandbox sandbox, FaultSwitches switches) {
    this.sandbox = sandbox;
    this.switches = switches;
    this.uploader = new Uploader(sandbox);
  }

  /** A signed PUT with the identity in the metadata; the video is the body, or a sample. */
  Map<String, Object> upload(Request request) {
    String key = Console.asked(request, "key");
    if (key.isBlank() || key.startsWith("/") || key.length() > 850) {
      throw new IllegalArgumentException(
          "key must be 1 to 850 characters, without a leading slash");
    }
    Person person = Cast.person(Console.asked(request, "person"));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", contentType(key));
    headers.put("x-cos-meta-id-card", person.idCard());
    headers.put("x-cos-meta-name", URLEncoder.encode(person.name(), UTF_8));
    headers.put("x-cos-meta-liveness-type", Console.asked(request, "type"));
    headers.put("x-cos-meta-best-frame-num", FRAMES);
    request
        .parameter("data")
        .filter(data -> !data.isEmpty())
        .ifPresent(data -> headers.put("x-cos-meta-validate-data", data));
    Optional<String> sample = request.parameter("sample");
    byte[] video = sample.map(Samples::bytes).orElseGet(request::body);
    sandbox.ci().forget(person);
    return outcome(uploader.put(key, video, headers));
  }

  /**
   * @param type LIP for a number to speak, ACTION for an order of movements
   */
  Map<String, Object> challenge(String type) {
    String process =
        switch (type) {
          case "LIP" -> "GetLiveCode";
          case "ACTION" -> "GetActionSequence";
          default -> throw new IllegalArgumentException("type must be LIP or ACTION");
        };
    Uploader.Answer answer = uploader.get(Map.of("ci-process", process));
    Map<String, Object> outcome = outcome(answer);
    Matcher issued = ISSUED.matcher(answer.body());
    if (issued.find()) {
      outcome.put("data", issued.group(2));
    }
    return outcome;
  }

  Map<String, Object> fault(String id, String mode) {
    switches.set(id, mode);
    return Map.of("faults", switches.modes());
  }

  /** Fires the timer as SCF would, and waits for the function's answer. */
  Map<String, Object> timer() {
    Delivery.Attempt attempt = sandbox.events().fireTimer("retry");
    return Map.of("status", attempt.status(), "answer", attempt.body());
  }

  private static Map<String, Object> outcome(Uploader.Answer answer) {
    Map<String, Object> outcome = new LinkedHashMap<>();
    outcome.put("status", answer.status());
    Matcher code = CODE.matcher(answer.body());
    if (code.find()) {
      outcome.put("code", code.group(1));
    }
    return outcome;
  }

  private static String contentType(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.endsWith(".avi")
        ? "video/x-msvideo"
        : lower.endsWith(".flv")
            ? "video/x-flv"
            : lower.endsWith(".mp4") ? "video/mp4" : "application/octet-stream";
  }
}
