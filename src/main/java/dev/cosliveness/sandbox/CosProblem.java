package dev.cosliveness.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

/** An error answer of COS or CI (document 436/7730). */
final class CosProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> details;

  CosProblem(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  /**
   * @param details further elements, such as StringToSign
   */
  CosProblem(int status, String code, String message, Map<String, String> details) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  Reply reply(String resource, String requestId) {
    Map<String, String> elements = new LinkedHashMap<>();
    elements.put("Code", code);
    elements.put("Message", getMessage());
    elements.putAll(details);
    elements.put("Resource", resource);
    elements.put("RequestId", requestId);
    elements.put("TraceId", "trace-" + requestId);
    StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n");
    elements.forEach(
        (name, value) -> xml.append('\t').append(Xml.element(name, value)).append('\n'));
    return Reply.xml(status, xml.append("</Error>\n").toString());
  }
}
