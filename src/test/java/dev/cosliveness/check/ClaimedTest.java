package dev.cosliveness.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.cos.Credentials;
import dev.cosliveness.cos.ObjectHead;
import dev.cosliveness.cos.ObjectRef;
import dev.cosliveness.event.HttpCall;
import dev.cosliveness.event.Trigger;
import dev.cosliveness.liveness.Identity;
import dev.cosliveness.liveness.LivenessType;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.verdict.Subject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimedTest {
  private static final Person PERSON = People.matching(98.5);
  private static final Map<String, String> METADATA =
      Map.of(
          "id-card", PERSON.idCard(),
          "name", PERSON.name(),
          "liveness-type", "LIP",
          "validate-data", "73519",
          "best-frame-num", "3",
          "challenge", "a-token");

  @Test
  void metadataIsReadFieldByField() {
    Claimed claimed = Claimed.of(METADATA);
    assertTrue(claimed.idCardText().equals(PERSON.idCard()));
    assertTrue(claimed.nameText().equals(PERSON.name()));
    assertEquals("LIP", claimed.livenessType());
    assertEquals("73519", claimed.validateData());
    assertEquals("3", claimed.bestFrameNum());
    assertEquals("a-token", claimed.challenge());
  }

  @Test
  void whatIsMissingIsEmptyText() {
    Claimed nobody = Claimed.of(Map.of());
    assertEquals("", nobody.idCardText());
    assertEquals("", nobody.nameText());
    assertTrue(nobody.samePerson(Claimed.of(Map.of("name", " "))));
  }

  @Test
  void samePersonHasSameNumberAndName() {
    Claimed one = new Claimed("00X", "a", "LIP", "1", null, null);
    assertTrue(one.samePerson(new Claimed(" 00x ", " a ", null, null, "3", "t")));
    assertFalse(one.samePerson(new Claimed("00X", "A", "LIP", "1", null, null)));
    assertFalse(one.samePerson(new Claimed("01X", "a", "LIP", "1", null, null)));
  }

  /** Whatever of these is logged by mistake tells nothing. */
  @Test
  void everythingThatHoldsAnIdentityPrintsMasked() {
    Claimed claimed = Claimed.of(METADATA);
    ObjectRef object = new ObjectRef("examplebucket-1250000000", "ap-beijing", "a.mp4", null);
    Identity identity =
        new Identity(PERSON.idCard(), PERSON.name(), LivenessType.LIP, "73519", null);
    HttpCall call =
        new HttpCall(
            "POST",
            "/verify",
            Map.of("name", PERSON.name()),
            Map.of("Authorization", "Bearer 73519"),
            PERSON.idCard().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    List<Object> all =
        List.of(
            claimed,
            CheckRequest.caller(object, claimed, false),
            identity,
            new IdentityReader.Result(identity, List.of()),
            new Subject("examplebucket-1250000000", "a.mp4", "e", PERSON.idCard(), PERSON.name()),
            new ObjectHead("e", 1, null, null, null, METADATA, "r"),
            call,
            new Trigger.Http(call),
            new Credentials("73519-id", "73519-key", "73519-token"));
    for (Object each : all) {
      String text = each.toString();
      String type = each.getClass().getSimpleName();
      assertFalse(text.contains(PERSON.idCard()), type);
      assertFalse(text.contains(PERSON.name()), type);
      assertFalse(text.contains("73519"), type);
    }
  }
}
