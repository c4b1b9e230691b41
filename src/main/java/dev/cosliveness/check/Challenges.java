package dev.cosliveness.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.cos.CosBucket;
import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.liveness.Identity;
import dev.cosliveness.liveness.LivenessCode;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.verdict.Seal;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tokens that bind digits or actions to one upload (contract, section 6). CI checks that the video
 * shows what it is told, not who chose it: without a token an old recording passes together with
 * its old code.
 *
 * @param prefix of all that is written, ends with a slash
 * @param required whether LIP and ACTION are refused without a token
 * @param timeToLive from issue to upload
 */
public record Challenges(
    String prefix, Seal seal, boolean required, Duration timeToLive, Clock clock) {
  private static final Pattern TOKEN =
      Pattern.compile("(\\d{1,12})\\.([A-Za-z0-9_-]{8,64})\\.([A-Za-z0-9_-]{43})");

  /** What the uploader gets. */
  public record Challenge(
      LivenessType type, String validateData, String token, Instant expiresAt) {}

  public Challenge issue(LivenessType type, String validateData) {
    byte[] random = new byte[16];
    // not kept in a static field, which a native executable would bring along from its build
    new SecureRandom().nextBytes(random);
    String nonce = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    long expiry = clock.instant().plus(timeToLive).getEpochSecond();
    String signature = seal.sign(lines(type, validateData, expiry, nonce));
    return new Challenge(
        type, validateData, expiry + "." + nonce + "." + signature, Instant.ofEpochSecond(expiry));
  }

  /**
   * Refuses a token that is missing where it is required, forged, for other data, expired, or used
   * for another video. The first video that comes with a good one takes it.
   *
   * @return why it is refused
   */
  Optional<Problem> refuse(
      CosBucket bucket, String token, Identity identity, ObjectRef object, ObjectHead head) {
    return refuse(bucket, token, identity, object, head.etag(), head.modifiedAt());
  }

  /** The same for an upload that is still to come, and that nobody looks at afterwards. */
  public Optional<Problem> take(
      CosBucket bucket, String token, Identity identity, ObjectRef object) {
    String nobodyElse = "to come " + UUID.randomUUID();
    return refuse(bucket, token, identity, object, nobodyElse, null);
  }

  private Optional<Problem> refuse(
      CosBucket bucket,
      String token,
      Identity identity,
      ObjectRef object,
      String etag,
      Instant uploaded) {
    boolean missing = token == null || token.isBlank();
    if (!identity.type().needsValidateData() || missing && !required) {
      return Optional.empty();
    }
    Matcher parts = TOKEN.matcher(missing ? "" : token.strip());
    if (!parts.matches()) {
      return problem("required: the token that came with the digits or actions");
    }
    long expiry = Long.parseLong(parts.group(1));
    String nonce = parts.group(2);
    if (!seal.signed(
        parts.group(3), lines(identity.type(), identity.validateData(), expiry, nonce))) {
      return problem("not issued here for this type and these digits or actions");
    }
    String user = object.key() + "\n" + etag;
    String useKey = prefix + "challenges/" + nonce;
    Optional<byte[]> usedBy = bucket.get(useKey);
    if (usedBy.isEmpty()) {
      if (expired(Instant.ofEpochSecond(expiry), uploaded)) {
        return problem("expired: record again with a new one");
      }
      bucket.putNew(useKey, user.getBytes(UTF_8), "text/plain");
      // read back, also by who stored it: with versioning the last of several is the one that
      // counts
      usedBy = bucket.get(useKey);
    }
    return usedBy.filter(used -> new String(used, UTF_8).equals(user)).isPresent()
        ? Optional.empty()
        : problem("used before, for another video");
  }

  /**
   * An upload in time whose event was late is in time. One from before the token was issued was not
   * made for it.
   */
  private boolean expired(Instant expiry, Instant uploaded) {
    boolean uploadedInTime =
        uploaded != null
            && !uploaded.isBefore(expiry.minus(timeToLive))
            && !uploaded.isAfter(expiry);
    return clock.instant().isAfter(expiry) && !uploadedInTime;
  }

  private static Optional<Problem> problem(String rule) {
    return Optional.of(new Problem("challenge", LivenessCode.CHALLENGE, rule));
  }

  private static String lines(LivenessType type, String validateData, long expiry, String nonce) {
    return String.join(
        "\n", "cos-liveness/challenge/1", type.name(), validateData, String.valueOf(expiry), nonce);
  }
}
