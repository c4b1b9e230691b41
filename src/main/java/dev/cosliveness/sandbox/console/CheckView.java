package dev.cosliveness.sandbox.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.sandbox.Reply;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.StoredObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/** All there is to see of one video: its way, its tags, its verdict, its frames. */
record CheckView(Sandbox sandbox, Layout layout) {

  Map<String, Object> json(String key) {
    Optional<StoredObject> object = sandbox.objects().get(layout.bucket(), key);
    String etag = object.map(o -> o.etag().replace("\"", "")).orElse("");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("key", key);
    json.put("exists", object.isPresent());
    json.put("size", object.map(o -> o.bytes().length).orElse(0));
    json.put("type", object.map(o -> o.text("x-cos-meta-liveness-type")).orElse(null));
    json.put("tags", object.map(StoredObject::tags).orElse(Map.of()));
    json.put(
        "document",
        sandbox
            .objects()
            .get(layout.bucket(), layout.verdict(key))
            .map(document -> new String(document.bytes(), UTF_8))
            .orElse(null));
    json.put("frames", sandbox.objects().keys(layout.bucket(), layout.frames(key)));
    json.put("steps", new Timeline(sandbox, layout, key, Layout.hash(key, etag)).steps());
    return json;
  }

  /**
   * A best frame's picture; nothing else of the bucket is served from here.
   *
   * @throws NoSuchElementException when there is none
   */
  Reply frame(String key) {
    if (!key.startsWith(layout.output() + "frames/") || !key.endsWith(".jpg")) {
      throw new NoSuchElementException("Not a best frame");
    }
    StoredObject frame = sandbox.objects().get(layout.bucket(), key).orElseThrow();
    return Reply.of(200, "image/jpeg", frame.bytes());
  }
}
