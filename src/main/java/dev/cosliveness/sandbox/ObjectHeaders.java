package dev.cosliveness.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which headers of an upload are kept with the object (document 436/7749). */
final class ObjectHeaders {
  static final Set<String> STANDARD =
      Set.of("content-type", "cache-control", "content-disposition", "content-encoding", "expires");

  /** All x-cos-meta-* together; older text says 2 KB. */
  private static final int MAX_METADATA = 4096;

  private ObjectHeaders() {}

  static Map<String, String> of(Request request) {
    Map<String, String> kept = new LinkedHashMap<>();
    int size = 0;
    for (String name : request.headers().keySet()) {
      String value = request.header(name);
      if (name.startsWith("x-cos-meta-")) {
        if (!name.matches("x-cos-meta-[a-z0-9-]+")) {
          throw new CosProblem(
              400, "InvalidArgument", "Custom metadata names take letters, digits and -");
        }
        size += name.length() + value.length();
        kept.put(name, value);
      } else if (STANDARD.contains(name) || name.equals("x-cos-storage-class")) {
        kept.put(name, value);
      }
    }
    if (size > MAX_METADATA) {
      throw new CosProblem(400, "InvalidArgument", "Custom metadata is larger than 4 KB");
    }
    kept.putIfAbsent("content-type", "application/octet-stream");
    return kept;
  }
}
