package dev.cosliveness.sandbox;

/** Sends each kind of call to what answers it. */
final class CosService {
  private final ObjectStore objects;
  private final ObjectCalls calls;
  private final CopyCall copy;
  private final ListCall list;
  private final CiCalls ci;

  CosService(ObjectStore objects, Faults faults, LivenessEngine engine) {
    this.objects = objects;
    this.calls = new ObjectCalls(objects);
    this.copy = new CopyCall(objects);
    this.list = new ListCall(objects, faults);
    this.ci = new CiCalls(calls, objects, engine);
  }

  /**
   * @throws CosProblem as COS answers it
   */
  Outcome execute(CosCall call) {
    Bucket bucket = objects.bucket(call.bucket());
    return switch (call.kind()) {
      case HEAD -> calls.head(call);
      case GET_OBJECT -> calls.get(call);
      case PUT_OBJECT -> calls.put(call);
      case COPY_OBJECT -> copy.copy(call);
      case DELETE -> calls.delete(call);
      case GET_TAGGING -> calls.getTagging(call);
      case PUT_TAGGING -> calls.putTagging(call);
      case DELETE_TAGGING -> calls.deleteTagging(call);
      case LIST -> list.list(call);
      case HEAD_BUCKET ->
          Outcome.of(Reply.empty(200).with("x-cos-bucket-region", call.host().region()));
      case GET_VERSIONING -> Outcome.of(Reply.xml(200, versioning(bucket)));
      case LIVENESS_STORED -> ci.stored(call);
      case LIVENESS_UPLOAD -> ci.upload(call);
      case LIVE_CODE -> ci.liveCode();
      case ACTION_SEQUENCE -> ci.actionSequence();
      case OTHER ->
          throw new CosProblem(501, "NotImplemented", "This sandbox does not know this call.");
    };
  }

  private static String versioning(Bucket bucket) {
    return "<?xml version='1.0' encoding='utf-8' ?>\n<VersioningConfiguration>"
        + (bucket.versioned() ? Xml.element("Status", "Enabled") : "")
        + "</VersioningConfiguration>";
  }
}
