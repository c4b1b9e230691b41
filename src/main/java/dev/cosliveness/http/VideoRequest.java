package dev.cosliveness.http;

import dev.cosliveness.check.Claimed;
import dev.cosliveness.check.IdentityReader;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.liveness.Identity;

/**
 * A video and whose it is said to be, both held to the rules. Prints without the person.
 *
 * @param claimed as it was handed in
 * @param identity what that comes to
 */
record VideoRequest(ObjectRef object, Claimed claimed, Identity identity) {

  /** Leaves the errors with the fields; the caller throws them once it has read its own. */
  static VideoRequest read(Fields fields, Targets targets, IdentityReader identities) {
    ObjectRef object = targets.video(fields);
    Claimed claimed =
        new Claimed(
            fields.text("idCard", 64),
            fields.text("name", 512),
            fields.text("livenessType", 32),
            fields.text("validateData", 64),
            fields.text("bestFrameNum", 16),
            fields.text("challenge", 256));
    IdentityReader.Result result = identities.read(claimed);
    result
        .problems()
        .forEach(problem -> fields.error(camel(problem.field()), problem.code(), problem.rule()));
    return new VideoRequest(object, claimed, result.identity());
  }

  /** As a field is called in JSON: {@code id-card} is {@code idCard} there. */
  static String camel(String name) {
    StringBuilder camel = new StringBuilder();
    for (String part : name.split("-")) {
      camel.append(
          camel.isEmpty() ? part : Character.toUpperCase(part.charAt(0)) + part.substring(1));
    }
    return camel.toString();
  }

  @Override
  public String toString() {
    return "VideoRequest[" + object + "]";
  }
}
