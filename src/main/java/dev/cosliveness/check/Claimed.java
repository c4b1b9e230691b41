package dev.cosliveness.check;

import dev.cosliveness.cos.UrlEncoding;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An identity as it was handed in: from an object's metadata or from a request, not checked yet.
 * Prints without any of it.
 *
 * <p>Fields are null when they are missing.
 */
public record Claimed(
    String idCard,
    String name,
    String livenessType,
    String validateData,
    String bestFrameNum,
    String challenge) {

  /** As metadata carries it (contract, section 2). */
  public static Claimed of(Map<String, String> metadata) {
    return new Claimed(
        MetadataText.decode(metadata.get("id-card")),
        MetadataText.decode(metadata.get("name")),
        MetadataText.decode(metadata.get("liveness-type")),
        MetadataText.decode(metadata.get("validate-data")),
        MetadataText.decode(metadata.get("best-frame-num")),
        MetadataText.decode(metadata.get("challenge")));
  }

  /** The same as metadata of an object, in ASCII; what is missing is left out. */
  public Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    put(metadata, "id-card", idCard);
    put(metadata, "name", name);
    put(metadata, "liveness-type", livenessType);
    put(metadata, "validate-data", validateData);
    put(metadata, "best-frame-num", bestFrameNum);
    put(metadata, "challenge", challenge);
    return metadata;
  }

  private static void put(Map<String, String> metadata, String name, String value) {
    if (value != null && !value.isBlank()) {
      metadata.put(name, UrlEncoding.encode(value.strip()));
    }
  }

  /** Empty when it is missing. */
  public String idCardText() {
    return idCard == null ? "" : idCard.strip();
  }

  /** Empty when it is missing. */
  public String nameText() {
    return name == null ? "" : name.strip();
  }

  public boolean samePerson(Claimed other) {
    return idCardText().equalsIgnoreCase(other.idCardText()) && nameText().equals(other.nameText());
  }

  @Override
  public String toString() {
    return "Claimed[masked]";
  }
}
