package dev.cosliveness.liveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LivenessTypeTest {
  @ParameterizedTest
  @CsvSource({"LIP,LIP", "lip,LIP", "' Action ',ACTION", "silent,SILENT"})
  void nameIsReadInAnyCase(String name, LivenessType type) {
    assertEquals(Optional.of(type), LivenessType.of(name));
  }

  @Test
  void otherNamesAreNone() {
    assertEquals(Optional.empty(), LivenessType.of(""));
    assertEquals(Optional.empty(), LivenessType.of("LIPS"));
  }

  @ParameterizedTest
  @CsvSource({
    "LIP, 1234, true",
    "LIP, 0, true",
    "LIP, 12345678901, false",
    "LIP, 12a4, false",
    "LIP, １２３４, false",
    "LIP, '', false",
    "ACTION, '2,1', true",
    "ACTION, '1,2', true",
    "ACTION, '1', false",
    "ACTION, '1,1', false",
    "ACTION, '1,3', false",
    "ACTION, '1,', false",
    "ACTION, '12', false",
    "ACTION, '', false",
    "ACTION, '1,2,1,2,1,2,1,2,1,2,1', false",
    "SILENT, '', true"
  })
  void validateDataFitsItsType(LivenessType type, String data, boolean fits) {
    assertEquals(fits, type.accepts(data));
  }

  @ParameterizedTest
  @CsvSource({"'2，1','2,1'", "' 2 , 1 ','2,1'", "' 05 21 ','0521'"})
  void fullWidthCommaAndBlanksAreTaken(String given, String normal) {
    assertEquals(normal, LivenessType.normalize(given));
  }

  @Test
  void parametersThatAreNotNeededAreLeftOut() {
    Identity silent = new Identity("11204416541220243X", "n", LivenessType.SILENT, null, null);
    assertEquals(
        List.of("ci-process", "IdCard", "Name", "LivenessType"),
        List.copyOf(LivenessRecognition.parameters(silent).keySet()));
    Identity action = new Identity("11204416541220243X", "n", LivenessType.ACTION, "2,1", 3);
    Map<String, String> parameters = LivenessRecognition.parameters(action);
    assertEquals("LivenessRecognition", parameters.get("ci-process"));
    assertEquals("2,1", parameters.get("ValidateData"));
    assertEquals("3", parameters.get("BestFrameNum"));
  }

  @Test
  void identityIsPrintedMasked() {
    Identity identity = new Identity("11204416541220243X", "n-n", LivenessType.LIP, "0521", 3);
    assertEquals("Identity[masked, LIP]", identity.toString());
    assertEquals("1****************X", identity.maskedIdCard());
  }

  @Test
  void issuedDataIsReadFromItsElement() throws IOException {
    assertEquals("0521", issued("<Response><LiveCode> 0521 </LiveCode></Response>"));
    assertEquals("0521", issued("<Response><Data><LiveCode>0521</LiveCode></Data></Response>"));
    assertEquals("", issued("<Response><Other>0521</Other></Response>"));
  }

  @ParameterizedTest(name = "{index}")
  @CsvSource({"''", "'<Response><LiveCode>05'", "'{}'", "'<LiveCode><a/></LiveCode>'"})
  void issuedDataThatIsBrokenIsAnError(String body) {
    IOException broken = assertThrows(IOException.class, () -> issued(body));
    assertEquals("not XML", broken.getMessage());
  }

  private static String issued(String body) throws IOException {
    return IssuedData.read(body.getBytes(StandardCharsets.UTF_8), "LiveCode");
  }
}
