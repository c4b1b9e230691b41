package dev.cosliveness.timer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cosliveness.cos.CosBucket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * How far a walk through a bucket has come.
 *
 * @param outputPrefix of all that is written, ends with a slash
 */
public record SweepProgress(String outputPrefix) {
  private static final JsonMapper JSON = new JsonMapper();

  /** A sweep and a recheck of the same prefix go on independently. */
  String key(String task, String prefix) {
    try {
      String text = task.equals("sweep") ? prefix : task + "\n" + prefix;
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return outputPrefix + "sweep/" + HexFormat.of().formatHex(hash) + ".json";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Null to start at the beginning. */
  String read(CosBucket bucket, String key) {
    Optional<byte[]> document = bucket.get(key);
    try {
      String marker =
          document.isEmpty() ? "" : JSON.readTree(document.get()).path("marker").asText("");
      return marker.isEmpty() ? null : marker;
    } catch (IOException broken) {
      return null;
    }
  }

  void write(CosBucket bucket, String key, String marker) {
    try {
      byte[] document = JSON.writeValueAsBytes(JSON.createObjectNode().put("marker", marker));
      bucket.put(key, document, "application/json");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  void remove(CosBucket bucket, String key) {
    bucket.delete(key);
  }
}
