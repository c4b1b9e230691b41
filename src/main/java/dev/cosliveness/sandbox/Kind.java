package dev.cosliveness.sandbox;

/** What a call to COS or CI is for. */
public enum Kind {
  HEAD,
  GET_OBJECT,
  PUT_OBJECT,
  COPY_OBJECT,
  DELETE,
  GET_TAGGING,
  PUT_TAGGING,
  DELETE_TAGGING,
  LIST,
  HEAD_BUCKET,
  GET_VERSIONING,
  LIVENESS_STORED,
  LIVENESS_UPLOAD,
  LIVE_CODE,
  ACTION_SEQUENCE,
  /** Anything this sandbox does not know. */
  OTHER;

  /** Whether CI answers it rather than COS. */
  public boolean isCi() {
    return switch (this) {
      case LIVENESS_STORED, LIVENESS_UPLOAD, LIVE_CODE, ACTION_SEQUENCE -> true;
      default -> false;
    };
  }

  /** Whether it is the call that Tencent charges for. */
  public boolean isLiveness() {
    return this == LIVENESS_STORED || this == LIVENESS_UPLOAD;
  }

  static Kind of(Request request) {
    boolean ofBucket = request.rawPath().equals("/");
    return request
        .parameter("ci-process")
        .map(process -> ofCi(request.method(), process, ofBucket))
        .orElseGet(() -> ofBucket ? ofBucket(request) : ofObject(request));
  }

  private static Kind ofCi(String method, String process, boolean ofBucket) {
    return switch (method + " " + process) {
      case "GET LivenessRecognition" -> ofBucket ? OTHER : LIVENESS_STORED;
      case "PUT LivenessRecognition" -> ofBucket ? OTHER : LIVENESS_UPLOAD;
      case "GET GetLiveCode" -> ofBucket ? LIVE_CODE : OTHER;
      case "GET GetActionSequence" -> ofBucket ? ACTION_SEQUENCE : OTHER;
      default -> OTHER;
    };
  }

  private static Kind ofBucket(Request request) {
    return switch (request.method()) {
      case "HEAD" -> HEAD_BUCKET;
      case "GET" -> request.has("versioning") ? GET_VERSIONING : LIST;
      default -> OTHER;
    };
  }

  private static Kind ofObject(Request request) {
    boolean tagging = request.has("tagging");
    boolean copy = request.header("x-cos-copy-source") != null;
    return switch (request.method()) {
      case "HEAD" -> HEAD;
      case "GET" -> tagging ? GET_TAGGING : GET_OBJECT;
      case "PUT" -> tagging ? PUT_TAGGING : copy ? COPY_OBJECT : PUT_OBJECT;
      case "DELETE" -> tagging ? DELETE_TAGGING : DELETE;
      default -> OTHER;
    };
  }
}
