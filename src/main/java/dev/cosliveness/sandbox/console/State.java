package dev.cosliveness.sandbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.sandbox.Delivery;
import dev.cosliveness.sandbox.Json;
import dev.cosliveness.sandbox.ObjectStore;
import dev.cosliveness.sandbox.Reply;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.StoredObject;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that changes: objects, the retry queue, the switches. Small enough to be polled. */
record State(Sandbox sandbox, Layout layout, FaultSwitches switches) {
  /** What a table can show and a person can read. */
  private static final int MOST_OBJECTS = 200;

  private static final int MOST_RETRIES = 50;

  /** 204 while nothing has changed. */
  Reply since(String seen) {
    String json = Json.write(json());
    String now = Integer.toHexString(json.hashCode());
    return now.equals(seen)
        ? Reply.empty(204)
        : Reply.text(200, "application/json", "{\"seen\":\"" + now + "\",\"state\":" + json + "}");
  }

  private Map<String, Object> json() {
    ObjectStore objects = sandbox.objects();
    List<StoredObject> uploads =
        objects.keys(layout.bucket(), "").stream()
            .filter(layout::isUpload)
            .flatMap(key -> objects.get(layout.bucket(), key).stream())
            .sorted(Comparator.comparing(StoredObject::lastModified).reversed())
            .toList();
    List<String> retries = objects.keys(layout.bucket(), layout.retries());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("total", uploads.size());
    json.put("objects", uploads.stream().limit(MOST_OBJECTS).map(this::upload).toList());
    json.put("waiting", retries.size());
    json.put("retries", retries.stream().limit(MOST_RETRIES).map(this::retry).toList());
    json.put("faults", switches.modes());
    json.put("charged", sandbox.journal().charged());
    json.put("calls", sandbox.journal().calls().size());
    json.put("events", sandbox.events().deliveries().stream().filter(Delivery::done).count());
    return json;
  }

  private Map<String, Object> upload(StoredObject object) {
    Map<String, String> tags = object.tags();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", object.key());
    json.put("size", object.bytes().length);
    json.put("modified", object.lastModified().toEpochMilli());
    json.put("type", object.text("x-cos-meta-liveness-type"));
    json.put("status", tags.get("liveness-status"));
    json.put("code", tags.get("liveness-code"));
    json.put("sim", tags.get("liveness-sim"));
    if (!tags.containsKey("liveness-status")) {
      json.put("document", text(layout.verdict(object.key())));
    }
    return json;
  }

  private Map<String, Object> retry(String marker) {
    String name = marker.substring(layout.retries().length());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("marker", marker);
    json.put("due", due(name));
    json.put("document", text(marker));
    return json;
  }

  /** Milliseconds since 1970; null where the name is not a retry's. */
  private static Long due(String name) {
    return name.matches("[0-9]{8}T[0-9]{6}Z-.*")
        ? Instant.parse(name.replaceFirst("^(....)(..)(..)T(..)(..)(..)Z-.*", "$1-$2-$3T$4:$5:$6Z"))
            .toEpochMilli()
        : null;
  }

  private String text(String key) {
    return sandbox
        .objects()
        .get(layout.bucket(), key)
        .map(object -> new String(object.bytes(), UTF_8))
        .orElse(null);
  }
}
