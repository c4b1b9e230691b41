package dev.cosliveness.sandbox;

/**
 * A made-up person and what a check of a good video says about them.
 *
 * @param code "Success", or the code each check fails with
 * @param sim the similarity, as CI prints it; null where checks fail
 * @param failures how often the check fails before it succeeds; only where both a code and a
 *     similarity are given
 */
public record Person(String idCard, String name, String code, String sim, int failures) {
  static final String SUCCESS = "Success";

  static Person matching(String idCard, String name, String sim) {
    return new Person(idCard, name, SUCCESS, sim, 0);
  }

  static Person failing(String idCard, String name, String code) {
    return new Person(idCard, name, code, null, Integer.MAX_VALUE);
  }

  /** Never the number or the name, made up as they are: logs are watched for them. */
  @Override
  public String toString() {
    return "Person[" + code + (sim == null ? "" : " " + sim) + "]";
  }
}
