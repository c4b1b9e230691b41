package dev.cosliveness.verdict;

import java.util.Optional;

/**
 * A verdict in the fields that are sealed. One that was found is worth nothing until its seal is
 * seen to hold.
 *
 * @param code empty when it is not carried
 * @param similarity two decimals; empty when it is not carried
 * @param checkedAt ISO 8601 in UTC; empty when it is not carried
 */
public record SealedVerdict(
    String status, String code, String similarity, String checkedAt, String seal) {

  public static SealedVerdict of(Verdict verdict) {
    return new SealedVerdict(
        verdict.status().name(),
        verdict.code().code(),
        verdict.similarityText(),
        verdict.checkedAt().toString(),
        "");
  }

  SealedVerdict withSeal(String value) {
    return new SealedVerdict(status, code, similarity, checkedAt, value);
  }

  /** The status, if it is one and the seal holds for this content, place and person. */
  public Optional<Status> statusFor(Subject subject, Seal seal) {
    return Status.of(status).filter(known -> seal.holds(this, subject));
  }
}
