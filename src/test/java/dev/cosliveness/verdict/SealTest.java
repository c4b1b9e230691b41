package dev.cosliveness.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.Texts;
import dev.cosliveness.sandbox.People;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The seal of contract section 4, recomputed from its text. */
class SealTest {
  private static final String KEY = "a-secret-for-tests-of-32-characters";
  private static final String OLD_KEY = "an-older-secret-of-more-than-32-characters";
  private static final Seal SEAL = new Seal(List.of(KEY));

  private static final Subject SUBJECT =
      new Subject(
          "examplebucket-1250000000",
          "videos/自拍 1+2.mp4",
          "0d73a1",
          People.matching(100).idCard(),
          People.matching(100).name());
  private static final SealedVerdict VERDICT =
      new SealedVerdict("PASSED", "Success", "98.50", "2026-11-22T12:00:00Z", "");

  @Test
  void sealIsTheOneOfTheContract() throws GeneralSecurityException {
    String fingerprint =
        HexFormat.of()
            .formatHex(
                hmac(KEY, "cos-liveness/identity/1\n" + SUBJECT.idCard() + "\n" + SUBJECT.name()));
    assertEquals(fingerprint, SEAL.fingerprint(SUBJECT));
    String lines =
        "cos-liveness/seal/1\nexamplebucket-1250000000\nvideos/自拍 1+2.mp4\n0d73a1\n"
            + fingerprint
            + "\nPASSED\nSuccess\n98.50\n2026-11-22T12:00:00Z";
    String seal = Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(KEY, lines));
    assertEquals(seal, SEAL.seal(VERDICT, SUBJECT).seal());
    assertEquals(43, seal.length());
  }

  @Test
  void whatIsNotCarriedIsAnEmptyLine() throws GeneralSecurityException {
    Subject nobody = new Subject("b-12345", "k.mp4", "e", "", "");
    String fingerprint = HexFormat.of().formatHex(hmac(KEY, "cos-liveness/identity/1\n\n"));
    String lines = "cos-liveness/seal/1\nb-12345\nk.mp4\ne\n" + fingerprint + "\nRESUBMIT\n\n\n";
    assertEquals(
        Base64.getUrlEncoder().withoutPadding().encodeToString(hmac(KEY, lines)),
        SEAL.seal(new SealedVerdict("RESUBMIT", "", "", "", ""), nobody).seal());
  }

  @Test
  void smallXIsTheSamePerson() {
    assertTrue(SUBJECT.idCard().endsWith("X"));
    Subject small = subject(s -> s.toLowerCase(java.util.Locale.ROOT));
    assertEquals(SEAL.fingerprint(SUBJECT), SEAL.fingerprint(small));
    assertTrue(SEAL.holds(SEAL.seal(VERDICT, SUBJECT), small));
  }

  @Test
  void everyKeyIsAcceptedAndTheFirstSeals() {
    Seal old = new Seal(List.of(OLD_KEY));
    Seal both = new Seal(List.of(KEY, OLD_KEY));
    SealedVerdict sealedBefore = old.seal(VERDICT, SUBJECT);
    assertTrue(both.holds(sealedBefore, SUBJECT));
    assertEquals(Optional.of(Status.PASSED), sealedBefore.statusFor(SUBJECT, both));
    assertFalse(SEAL.holds(sealedBefore, SUBJECT));
    assertEquals(Optional.empty(), sealedBefore.statusFor(SUBJECT, SEAL));
    assertEquals(SEAL.seal(VERDICT, SUBJECT), both.seal(VERDICT, SUBJECT));
    assertNotEquals(sealedBefore, both.seal(VERDICT, SUBJECT));
    assertTrue(both.holds(sealedBefore, SUBJECT, old.fingerprint(SUBJECT)));
    assertFalse(both.holds(sealedBefore, SUBJECT, both.fingerprint(SUBJECT)));
  }

  @Test
  void signaturesOfEveryKeyAreAccepted() {
    Seal both = new Seal(List.of(KEY, OLD_KEY));
    assertTrue(both.signed(new Seal(List.of(OLD_KEY)).sign("text"), "text"));
    assertTrue(both.signed(both.sign("text"), "text"));
    assertFalse(both.signed(both.sign("text"), "other"));
    assertFalse(both.signed("", "text"));
  }

  /** A seal holds for what it was made for, and for nothing that differs in any one field. */
  @Property
  void sealHoldsForNothingElse(
      @ForAll("verdicts") SealedVerdict verdict,
      @ForAll("subjects") Subject subject,
      @ForAll("changes") Change change) {
    SealedVerdict sealed = SEAL.seal(verdict, subject);
    assertTrue(SEAL.holds(sealed, subject));
    assertTrue(SEAL.holds(sealed, subject, SEAL.fingerprint(subject)));
    SealedVerdict otherVerdict = change.verdict().apply(sealed);
    Subject otherSubject = change.subject().apply(subject);
    assertFalse(SEAL.holds(otherVerdict, otherSubject), change.field());
    assertEquals(Optional.empty(), otherVerdict.statusFor(otherSubject, SEAL), change.field());
  }

  /** What stands in one line cannot be moved to the next. */
  @Test
  void fieldsDoNotRunIntoEachOther() {
    SealedVerdict sealed =
        SEAL.seal(new SealedVerdict("REVIEW", "Success", "", "2026-11-22T12:00:00Z", ""), SUBJECT);
    SealedVerdict moved =
        new SealedVerdict("REVIEW", "", "Success", "2026-11-22T12:00:00Z", sealed.seal());
    assertFalse(SEAL.holds(moved, SUBJECT));
  }

  @Test
  void statusThatIsNoneIsNoneWhateverItsSeal() {
    SealedVerdict made =
        SEAL.seal(new SealedVerdict("passed", "Success", "98.50", "", ""), SUBJECT);
    assertTrue(SEAL.holds(made, SUBJECT));
    assertEquals(Optional.empty(), made.statusFor(SUBJECT, SEAL));
  }

  @Test
  void sealNeedsAKey() {
    assertThrows(IllegalArgumentException.class, () -> new Seal(List.of()));
  }

  @Test
  void keysAndPersonAreNeverPrinted() {
    assertEquals("Seal[1 keys]", SEAL.toString());
    assertEquals(
        "Subject[b-12345/k.mp4, e]", new Subject("b-12345", "k.mp4", "e", "i", "n").toString());
  }

  /** One field made another one. */
  record Change(
      String field, UnaryOperator<SealedVerdict> verdict, UnaryOperator<Subject> subject) {
    static Change ofVerdict(String field, UnaryOperator<SealedVerdict> change) {
      return new Change(field, change, UnaryOperator.identity());
    }

    static Change ofSubject(String field, UnaryOperator<Subject> change) {
      return new Change(field, UnaryOperator.identity(), change);
    }

    @Override
    public String toString() {
      return field;
    }
  }

  @Provide
  Arbitrary<Change> changes() {
    return Arbitraries.of(
        Change.ofVerdict(
            "status",
            v ->
                new SealedVerdict(
                    v.status().equals("PASSED") ? "REVIEW" : "PASSED",
                    v.code(),
                    v.similarity(),
                    v.checkedAt(),
                    v.seal())),
        Change.ofVerdict(
            "code",
            v ->
                new SealedVerdict(
                    v.status(), v.code() + "x", v.similarity(), v.checkedAt(), v.seal())),
        Change.ofVerdict(
            "similarity",
            v ->
                new SealedVerdict(
                    v.status(), v.code(), v.similarity() + "0", v.checkedAt(), v.seal())),
        Change.ofVerdict(
            "checked-at",
            v ->
                new SealedVerdict(
                    v.status(), v.code(), v.similarity(), v.checkedAt() + "0", v.seal())),
        Change.ofVerdict("seal", v -> v.withSeal(v.seal().substring(1) + "A0")),
        Change.ofVerdict("no seal", v -> v.withSeal("")),
        Change.ofSubject(
            "bucket", s -> new Subject(s.bucket() + "1", s.key(), s.etag(), s.idCard(), s.name())),
        Change.ofSubject(
            "key", s -> new Subject(s.bucket(), s.key() + "1", s.etag(), s.idCard(), s.name())),
        Change.ofSubject(
            "etag", s -> new Subject(s.bucket(), s.key(), s.etag() + "1", s.idCard(), s.name())),
        Change.ofSubject(
            "id number",
            s -> new Subject(s.bucket(), s.key(), s.etag(), s.idCard() + "1", s.name())),
        Change.ofSubject(
            "name", s -> new Subject(s.bucket(), s.key(), s.etag(), s.idCard(), s.name() + "1")));
  }

  @Provide
  Arbitrary<SealedVerdict> verdicts() {
    return Combinators.combine(
            Arbitraries.of(Status.values()).map(Status::name),
            Arbitraries.of("Success", "FailedOperation.LivessDetectFail", ""),
            Arbitraries.of("98.50", "0.00", ""),
            Arbitraries.of("2026-11-22T12:00:00Z", ""))
        .as((status, code, sim, at) -> new SealedVerdict(status, code, sim, at, ""));
  }

  @Provide
  Arbitrary<Subject> subjects() {
    return Combinators.combine(
            Texts.visible(20), Texts.visible(10), Texts.visible(18), Texts.visible(10))
        .as((key, etag, idCard, name) -> new Subject("b-12345", key, etag, idCard, name));
  }

  private static Subject subject(UnaryOperator<String> idCard) {
    return new Subject(
        SUBJECT.bucket(),
        SUBJECT.key(),
        SUBJECT.etag(),
        idCard.apply(SUBJECT.idCard()),
        SUBJECT.name());
  }

  private static byte[] hmac(String key, String text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key.getBytes(UTF_8), "HmacSHA256"));
    return mac.doFinal(text.getBytes(UTF_8));
  }
}
