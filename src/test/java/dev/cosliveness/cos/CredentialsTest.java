package dev.cosliveness.cos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class CredentialsTest {
  @Test
  void secretsAreNeverPrinted() {
    assertEquals("Credentials[permanent]", new Credentials("id", "key", null).toString());
    assertEquals("Credentials[temporary]", new Credentials("id", "key", "token").toString());
  }

  @Test
  void emptyTokenIsNone() {
    assertNull(new Credentials("id", "key", "").sessionToken());
    assertNull(new Credentials("id", "key", " ").sessionToken());
  }

  @Test
  void halfAPairIsNone() {
    assertThrows(MissingCredentials.class, () -> new Credentials("id", " ", null));
    assertThrows(MissingCredentials.class, () -> new Credentials(null, "key", null));
  }

  @Test
  void requestPrintsNoValues() {
    CosRequest request =
        CosRequest.of("GET", "videos/a.mp4")
            .with("ci-process", "LivenessRecognition")
            .with("IdCard", "000000")
            .withHeader("x-cos-meta-name", "somebody");
    assertEquals("GET object ?ci-process=LivenessRecognition", request.toString());
    assertEquals(
        "GET bucket ?prefix&marker",
        CosRequest.of("GET", "").with("prefix", "a").with("marker", "b").toString());
  }

  @Test
  void metadataOfAHeadIsNotPrinted() {
    ObjectHead head = new ObjectHead("etag", 5, null, null, null, Map.of("name", "somebody"), "id");
    assertEquals("ObjectHead[etag, 5 bytes, version null]", head.toString());
  }
}
