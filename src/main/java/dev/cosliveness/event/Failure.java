package dev.cosliveness.event;

/** What may be said of an exception where others read it. */
public final class Failure {
  private Failure() {}

  /**
   * Class and message; messages of ours hold nobody's identity, those of others are not passed on.
   */
  public static String describe(Throwable failure) {
    String name = failure.getClass().getSimpleName();
    boolean ours = failure.getClass().getName().startsWith("dev.cosliveness.");
    return ours ? name + ": " + failure.getMessage() : name;
  }
}
