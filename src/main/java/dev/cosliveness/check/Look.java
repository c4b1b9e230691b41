package dev.cosliveness.check;

import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.cos.ObjectTags;
import dev.cosliveness.verdict.Subject;
import dev.cosliveness.verdict.VerdictStore;

/** What is known of an object before it is judged. */
record Look(ObjectRef object, ObjectHead head, ObjectTags tags, Claimed claimed) {
  /** The object's tags are for verdicts on the person that its own metadata names. */
  VerdictStore.Place place() {
    Claimed own = Claimed.of(head.metadata());
    if (own.samePerson(claimed)) {
      return VerdictStore.Place.AS_SET;
    }
    boolean nobody = own.idCardText().isEmpty() && own.nameText().isEmpty();
    return nobody ? VerdictStore.Place.ALSO_JSON : VerdictStore.Place.ONLY_JSON;
  }

  boolean namesSomebody() {
    return !claimed.idCardText().isEmpty() || !claimed.nameText().isEmpty();
  }

  Subject subject() {
    return new Subject(
        object.bucket(), object.key(), head.etag(), claimed.idCardText(), claimed.nameText());
  }
}
