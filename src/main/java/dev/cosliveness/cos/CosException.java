package dev.cosliveness.cos;

/**
 * A request that COS or CI refused, or that got no answer. Its message names operation, status,
 * code and request id, never a parameter or a body: the body of a refused signature echoes the
 * whole identity.
 */
public final class CosException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final String requestId;
  private final transient String serverText;
  private final boolean mayHaveRun;

  private CosException(
      String message,
      Throwable cause,
      int status,
      String code,
      String requestId,
      String serverText,
      boolean mayHaveRun) {
    super(message, cause);
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.serverText = serverText;
    this.mayHaveRun = mayHaveRun;
  }

  static CosException refused(String operation, int status, CosError error, String requestId) {
    String said = error.code() == null ? "" : " " + error.code();
    String message = operation + " answered " + status + said + ", request id " + requestId;
    return new CosException(
        message, null, status, error.code(), requestId, error.message(), status >= 500);
  }

  static CosException noAnswer(String operation, String why, Throwable cause, boolean mayHaveRun) {
    return new CosException(
        operation + " got no answer: " + why, cause, 0, null, null, null, mayHaveRun);
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }

  /** The code of the error body; null when there was none that can be read. */
  public String code() {
    return code;
  }

  /** The text of the error body: to be matched with known texts, never to be logged or stored. */
  public String serverText() {
    return serverText;
  }

  public String requestId() {
    return requestId;
  }

  /** Whether the request may have been carried out all the same. */
  public boolean mayHaveRun() {
    return mayHaveRun;
  }

  public boolean isNotFound() {
    return status == 404;
  }

  /** Whether there is such an object already; another conflict says nothing of that. */
  public boolean isConflict() {
    return status == 409 && !"PathConflict".equals(code);
  }

  /** Whether the same request may well succeed a moment later. */
  public boolean isTransient() {
    return status == 0 || status >= 500 || status == 429;
  }
}
