package dev.cosliveness.sandbox;

/** What a LivenessRecognition call asks for; its parameters' names are case-sensitive. */
record LivenessParameters(
    String idCard,
    String name,
    String type,
    String validateData,
    int bestFrames,
    boolean framesAsked) {

  /**
   * @throws CosProblem InvalidParameter for one that is missing, InvalidParameterValue for one that
   *     is wrong
   */
  static LivenessParameters of(Request request) {
    String type = required(request, "LivenessType");
    if (!type.matches("LIP|ACTION|SILENT")) {
      throw wrong("LivenessType");
    }
    String data = request.parameter("ValidateData").orElse("");
    if (!type.equals("SILENT")) {
      required(request, "ValidateData");
      if (!data.matches(type.equals("LIP") ? "[0-9]{4,8}" : "[12],[12]")) {
        throw wrong("ValidateData");
      }
    }
    boolean framesAsked = request.has("BestFrameNum");
    String frames = request.parameter("BestFrameNum").orElse("1");
    if (!frames.matches("[1-9]|10")) {
      throw wrong("BestFrameNum");
    }
    return new LivenessParameters(
        required(request, "IdCard"),
        required(request, "Name"),
        type,
        data,
        Integer.parseInt(frames),
        framesAsked);
  }

  private static String required(Request request, String name) {
    String value = request.parameter(name).orElse("");
    if (value.isBlank()) {
      throw new CosProblem(
          400, "InvalidParameter", LivenessCodes.text("InvalidParameter") + ": " + name);
    }
    return value;
  }

  private static CosProblem wrong(String name) {
    return new CosProblem(
        400, "InvalidParameterValue", LivenessCodes.text("InvalidParameterValue") + ": " + name);
  }

  @Override
  public String toString() {
    return "LivenessParameters[" + type + "]";
  }
}
