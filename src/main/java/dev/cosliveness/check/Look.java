package dev.cosliveness.check;

import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.cos.ObjectTags;
import dev.cosliveness.verdict.Subject;

/** What is known of an object before it is judged. */
record Look(ObjectRef object, ObjectHead head, ObjectTags tags, Claimed claimed) {
  Subject subject() {
    return new Subject(
        object.bucket(), object.key(), head.etag(), claimed.idCardText(), claimed.nameText());
  }
}
