package dev.cosliveness.verdict;

/**
 * What a verdict holds for: one content, at one place, of one person. Prints without the person.
 *
 * @param etag without quotes
 * @param idCard as claimed, empty when it is missing
 * @param name as claimed, empty when it is missing
 */
public record Subject(String bucket, String key, String etag, String idCard, String name) {
  @Override
  public String toString() {
    return "Subject[" + bucket + "/" + key + ", " + etag + "]";
  }
}
