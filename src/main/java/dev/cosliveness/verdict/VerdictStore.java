package dev.cosliveness.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.CosException;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.cos.ObjectTags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps verdicts as tags, as result JSON, or both (contract, section 4).
 *
 * <p>The result JSON is written first and also takes in what the tags cannot: a verdict that was
 * paid for is not lost because of a tag.
 *
 * @param prefix of all that is written, ends with a slash
 * @param seal of everything that is stored
 */
public record VerdictStore(String prefix, Seal seal, boolean asTags, boolean asJson) {
  private static final Logger LOG = Logger.getLogger(VerdictStore.class);

  /**
   * A verdict that was found and whose seal holds.
   *
   * @param document null when it was found as tags
   */
  public record Found(Status status, SealedVerdict verdict, ObjectNode document) {}

  /** What the tags say; empty when they say nothing that was sealed here for this subject. */
  public Optional<Found> inTags(ObjectTags tags, Subject subject) {
    return TagVerdicts.read(tags)
        .flatMap(
            verdict ->
                verdict.statusFor(subject, seal).map(status -> new Found(status, verdict, null)));
  }

  /**
   * An uploader can send tags of their own, and a copy carries old ones along: somebody may want to
   * know.
   */
  public void reportForged(ObjectTags tags, Subject subject) {
    boolean forged =
        TagVerdicts.read(tags)
            .filter(verdict -> looksFinal(verdict) && verdict.statusFor(subject, seal).isEmpty())
            .isPresent();
    if (forged) {
      LOG.warnf(
          "forged or moved: %s/%s carries a final verdict whose seal does not hold; it is ignored",
          subject.bucket(), subject.key());
    }
  }

  /** What the result JSON says. */
  public Optional<Found> inJson(CosBucket bucket, Subject subject, Place place) {
    return read(bucket, documentKey(subject, place))
        .filter(document -> holds(document, subject))
        .flatMap(
            document -> {
              SealedVerdict verdict = VerdictDocument.sealed(document);
              return Status.of(verdict.status())
                  .map(status -> new Found(status, verdict, document));
            });
  }

  /**
   * Whether a document is sealed for the object as it is now: for the person whom its metadata
   * names, or, where it names none, for whom the document was written.
   */
  public boolean holds(ObjectNode document, Subject subject) {
    boolean nobody = subject.idCard().isEmpty() && subject.name().isEmpty();
    return VerdictDocument.sealed(document).statusFor(subject, seal).isPresent()
        || nobody && VerdictDocument.holds(document, subject, seal);
  }

  /** What the tags say, good or not, as a document that says which. */
  public Optional<ObjectNode> asRead(ObjectTags tags, ObjectRef object, Subject subject) {
    return TagVerdicts.read(tags)
        .map(
            verdict ->
                VerdictDocument.ofTags(verdict, object)
                    .put("sealed", verdict.statusFor(subject, seal).isPresent()));
  }

  /** The result JSON of a key as it is, sealed or not. */
  public Optional<ObjectNode> document(CosBucket bucket, String key) {
    return read(bucket, resultKey(key));
  }

  private static Optional<ObjectNode> read(CosBucket bucket, String resultKey) {
    return bucket.get(resultKey).flatMap(VerdictDocument::read);
  }

  /** Where a verdict goes, beside what the settings say. */
  public enum Place {
    /** The object itself says whom the verdict is about. */
    AS_SET,
    /** Only the document can say whom the verdict is about. */
    ALSO_JSON,
    /** The object says that it is about somebody else: its tags are not for this verdict. */
    ONLY_JSON
  }

  /**
   * Stores a verdict.
   *
   * @param document the verdict as JSON
   * @throws VerdictNotStored when it could not be put where it belongs
   */
  public void store(
      CosBucket bucket,
      ObjectRef object,
      SealedVerdict verdict,
      Subject subject,
      ObjectNode document,
      Place place) {
    String resultKey = documentKey(subject, place);
    boolean inJson = asJson || place != Place.AS_SET;
    if (inJson) {
      putDocument(bucket, resultKey, document);
    }
    if (!asTags || place == Place.ONLY_JSON) {
      return;
    }
    try {
      if (tag(bucket, object, verdict, subject)) {
        return;
      }
      LOG.warnf(
          "%s/%s has no room for a verdict beside its other tags; it is in %s",
          object.bucket(), object.key(), resultKey);
      if (!inJson) {
        putDocument(bucket, resultKey, document);
      }
    } catch (CosException failed) {
      if (!inJson) {
        putDocument(bucket, resultKey, document);
      }
      String where = "the verdict could not be put onto the object, only into ";
      throw new VerdictNotStored(where + resultKey + ": " + failed.getMessage(), failed, true);
    }
  }

  /**
   * Where verdicts are tags, a result JSON is from before: it must not come back over a newer
   * verdict.
   */
  public void forgetFormer(CosBucket bucket, String key) {
    if (!asJson) {
      bucket.delete(resultKey(key));
    }
  }

  /**
   * Puts a verdict that was found in the result JSON onto the object too, where it belongs there
   * and is missing.
   */
  public void restoreTags(CosBucket bucket, ObjectRef object, Found found, Subject subject) {
    if (asTags) {
      tag(bucket, object, found.verdict(), subject);
    }
  }

  /**
   * Stores pictures, and says under which keys. One that cannot be stored is left out: the verdict
   * was paid for, and must not be lost because of it.
   */
  public List<String> storeFrames(CosBucket bucket, String key, List<byte[]> frames) {
    List<String> keys = new ArrayList<>();
    try {
      boolean room =
          (prefix + "frames/" + key + "/10.jpg").getBytes(UTF_8).length <= ObjectRef.MAX_KEY;
      String folder = prefix + "frames/" + (room ? key : Seal.digest(key)) + "/";
      for (byte[] frame : frames) {
        String frameKey = folder + (keys.size() + 1) + ".jpg";
        bucket.put(frameKey, frame, "image/jpeg");
        keys.add(frameKey);
      }
    } catch (CosException failed) {
      LOG.warnf(
          "%d of %d best frames could not be stored: %s",
          frames.size() - keys.size(), frames.size(), failed.getMessage());
    }
    return keys;
  }

  /** A key that leaves no room for what comes around it goes by its hash. */
  public String resultKey(String key) {
    String resultKey = prefix + "verdicts/" + key + ".json";
    return resultKey.getBytes(UTF_8).length <= ObjectRef.MAX_KEY
        ? resultKey
        : prefix + "verdicts/" + Seal.digest(key) + ".json";
  }

  /** A verdict on somebody else than the object names has a document of its own. */
  private String documentKey(Subject subject, Place place) {
    return place == Place.ONLY_JSON
        ? resultKey(subject.key() + "." + seal.fingerprint(subject).substring(0, 16))
        : resultKey(subject.key());
  }

  /**
   * Tags are read again right before they are replaced: others may have written theirs during the
   * check.
   */
  private boolean tag(CosBucket bucket, ObjectRef object, SealedVerdict verdict, Subject subject) {
    ObjectTags now = bucket.tags(object.key(), object.versionId());
    ObjectTags merged = TagVerdicts.merge(now, verdict, subject, seal);
    if (!merged.equals(now)) {
      bucket.putTags(object.key(), object.versionId(), merged);
    }
    return TagVerdicts.haveRoom(now);
  }

  private static void putDocument(CosBucket bucket, String resultKey, ObjectNode document) {
    try {
      bucket.put(resultKey, VerdictDocument.bytes(document), "application/json");
    } catch (CosException failed) {
      throw new VerdictNotStored(
          "the verdict could not be stored: " + failed.getMessage(), failed, false);
    }
  }

  private static boolean looksFinal(SealedVerdict verdict) {
    return Status.of(verdict.status()).filter(Status::isFinal).isPresent();
  }
}
