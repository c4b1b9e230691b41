package dev.cosliveness.cos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of refusals (document 436/7730), in every shape in which they have been seen. */
class CosErrorTest {
  private static final String TEXT = "活体检测没通过";

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "<Error><Code>NoSuchKey</Code><Message>活体检测没通过</Message></Error>",
        "<?xml version='1.0' encoding='utf-8' ?>\n<Error>\n <Code>NoSuchKey</Code>\n"
            + " <Message>活体检测没通过</Message>\n <Other><Deep>x</Deep></Other>\n</Error>\n",
        "garbage before <Error><Code> NoSuchKey </Code><Message> 活体检测没通过 </Message></Error>",
        "{\"Code\":\"NoSuchKey\",\"Message\":\"活体检测没通过\"}",
        "{\"code\":\"NoSuchKey\",\"message\":\"活体检测没通过\",\"request_id\":\"r\"}",
        "{\"Error\":{\"Code\":\"NoSuchKey\",\"Message\":\"活体检测没通过\"}}",
        "{\"Response\":{\"Error\":{\"Code\":\"NoSuchKey\",\"Message\":\"活体检测没通过\"},\"RequestId\":\"r\"}}"
      })
  void codeAndMessageAreReadFromEveryShape(String body) {
    assertEquals(new CosError("NoSuchKey", TEXT), read(body));
  }

  @ParameterizedTest(name = "{index}")
  @ValueSource(
      strings = {
        "",
        "  \n",
        "<html><body>502</body></html>",
        "<Error>",
        "<Error><Code>NoSuchKey</Code>",
        "<Error/>",
        "<Error></Error>",
        "{",
        "{}",
        "[]",
        "null",
        "{\"Code\":",
        "{\"code\":{\"a\":1}}",
        "not found"
      })
  void whatCannotBeReadHasNeitherCodeNorMessage(String body) {
    assertEquals(CosError.NONE, read(body));
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource({
    "-5, ",
    "FailedOperation.LivessDetectFail, FailedOperation.LivessDetectFail",
    "a b, ",
    "Zhang San, ",
    "11204416541220243X, ",
    "Request has expired, RequestTimeTooSkewed"
  })
  void onlyWhatLooksLikeACodeIsOne(String said, String code) {
    assertEquals(code, read("<Error><Code>" + said + "</Code></Error>").code());
    assertEquals(code, read("{\"Code\":\"" + said + "\"}").code());
  }

  @Test
  void codeMayBeANumberInJsonAndThenIsNone() {
    assertEquals(new CosError(null, "busy"), read("{\"code\":500,\"message\":\"busy\"}"));
  }

  @Test
  void expiryIsSaidByCodeOrByTheTextOfAccessDenied() {
    assertTrue(read("<Error><Code>RequestTimeTooSkewed</Code></Error>").saysExpired());
    assertTrue(read("<Error><Code>Request has expired</Code></Error>").saysExpired());
    assertTrue(
        read("<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>")
            .saysExpired());
    assertFalse(read("<Error><Code>AccessDenied</Code></Error>").saysExpired());
    assertFalse(
        read("<Error><Code>AccessDenied</Code><Message>Access denied.</Message></Error>")
            .saysExpired());
    assertFalse(read("<Error><Message>Request has expired</Message></Error>").saysExpired());
    assertFalse(CosError.NONE.saysExpired());
  }

  /** The body of a refused signature echoes the signed parameters, identity and all. */
  @Test
  void theExceptionSaysNothingOfTheBody() {
    String echo = "get /a.mp4 idcard=0000&amp;name=somebody";
    CosError error =
        read(
            "<Error><Code>SignatureDoesNotMatch</Code><Message>"
                + echo
                + "</Message><FormatString>"
                + echo
                + "</FormatString></Error>");
    CosException refused = CosException.refused("GET object", 403, error, "request-1");
    assertEquals(
        "GET object answered 403 SignatureDoesNotMatch, request id request-1",
        refused.getMessage());
    assertFalse(refused.toString().contains("idcard"));
    assertTrue(refused.serverText().contains("idcard"));
    assertNull(refused.getCause());
  }

  @Property
  void noBodyEverThrows(@ForAll("bodies") String body) {
    String code = read(body).code();
    assertTrue(code == null || code.matches("[A-Za-z.]+"));
    String inXml = read("<Error><Code>" + body).code();
    assertNull(inXml);
  }

  @Provide
  Arbitrary<String> bodies() {
    return Texts.unicode(30);
  }

  private static CosError read(String body) {
    return CosError.read(body.getBytes(UTF_8));
  }
}
