package dev.cosliveness.sandbox.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cosliveness.sandbox.Journal;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.testing.SandboxResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The console as a person uses it, in a real browser, with the function behind it. The pictures of
 * the README come from here: {@code ./mvnw test -Dtest=ConsoleTest -Dscreenshots=docs/images}.
 */
@QuarkusTest
@TestProfile(ConsoleProfile.class)
@Timeout(120)
class ConsoleTest {
  private static final Path PICTURES =
      Path.of(System.getProperty("screenshots", "target/screenshots"));

  private static Browser browser;

  @TestHTTPResource("/")
  URI function;

  private Sandbox sandbox;

  @BeforeEach
  void openPage() {
    sandbox = SandboxResource.sandbox();
    sandbox.events().target(function.toString()).retryDelay(Duration.ofMillis(100));
    sandbox.faults().clear();
    sandbox.objects().keys(sandbox.bucket(), "").forEach(this::delete);
    browser.size(1240, 1040);
    browser.dark(false);
    browser.open("about:blank");
    browser.open(sandbox.endpoint() + "/");
    browser.await("the page", "!document.querySelector('main.waiting')");
  }

  private void delete(String key) {
    sandbox.objects().delete(sandbox.bucket(), key);
  }

  @BeforeAll
  static void startBrowser() {
    Optional<Browser> found = Browser.start();
    if (found.isEmpty()) {
      String missing = "No chromium here: apt-get install chromium chromium-driver";
      if (Boolean.parseBoolean(System.getenv("CI"))) {
        fail(missing);
      }
      System.err.println("The console was NOT tested. " + missing);
      assumeTrue(false, missing);
    }
    browser = found.orElseThrow();
  }

  @AfterEach
  void nothingWasRefusedOrBroken() {
    sandbox.events().awaitIdle(Duration.ofSeconds(10));
    assertEquals(List.of(), sandbox.journal().violations());
    assertEquals(List.of(), browser.complaints());
  }

  @AfterAll
  static void closeBrowser() throws IOException {
    if (browser != null) {
      browser.close();
    }
  }

  /** A file lands on the field as if it had been dragged there from the desktop. */
  private void drop(String name, byte[] video) {
    browser.run(
        """
        const bytes = Uint8Array.from(atob(arguments[1]), c => c.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], arguments[0], { type: 'video/mp4' }));
        for (const type of ['dragenter', 'dragover', 'drop']) {
          document.querySelector('#drop').dispatchEvent(
              new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }
        """,
        name,
        Base64.getEncoder().encodeToString(video));
  }

  private void choose(String person) {
    browser.click("#person option[value='" + person + "']");
  }

  private void picture(Path file) {
    browser.run("document.activeElement.blur(); window.scrollTo(0, 0)");
    browser.screenshot(file);
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    for (JsonNode step :
        browser.run(
            "return [...document.querySelectorAll('#timeline .step')].map(s => s.innerText)")) {
      steps.add(step.asText());
    }
    return steps;
  }

  private void assertInOrder(List<String> wanted) {
    List<String> seen = steps();
    int at = -1;
    for (String step : wanted) {
      int next = seen.subList(at + 1, seen.size()).indexOf(step);
      assertTrue(next >= 0, () -> step + " must come after the steps before it in " + seen);
      at += next + 1;
    }
  }

  @Test
  void droppedFilePasses() {
    drop("我的 视频.mp4", Samples.pass());
    browser.awaitText("#drop-what", "我的 视频.mp4");
    browser.click("#go");
    browser.awaitText("#badge", "PASSED");
    browser.awaitText("#timeline li:last-child .step", "Claim released");
    browser.await("a loaded picture", "document.querySelector('#frames img')?.naturalWidth > 0");
    browser.await("the event's end", "!document.querySelector('#timeline .running')");

    String key = "videos/我的 视频.mp4";
    assertEquals("98.50", browser.text("#sim-value"));
    assertEquals("Success", browser.text("#code"));
    assertInOrder(
        List.of(
            "Upload",
            "Event",
            "HEAD",
            "Claim",
            "LivenessRecognition SILENT",
            "Best frame stored",
            "Result written",
            "Tags written",
            "Claim released"));
    assertTrue(browser.text("#tags").contains("liveness-status PASSED"));
    assertTrue(browser.text("#objects tr[aria-current] th").contains(key));
    assertTrue(browser.text("#objects tr[aria-current]").contains("PASSED"));
    assertTrue(browser.text("#said").contains("PASSED"), "read out");
    assertEquals(1, sandbox.journal().charged(sandbox.bucket(), key));
    browser.click("summary");
    assertEquals(
        "PASSED",
        browser
            .run("return JSON.parse(document.querySelector('#document').innerText).status")
            .asText());
    assertEquals(
        browser
            .run("return JSON.parse(document.querySelector('#document').innerText).bestFrames")
            .size(),
        browser.count("#frames img"));
    browser.click("summary");
    picture(PICTURES.resolve("console-passed.png"));
  }

  @Test
  void spoofIsRejectedAndSaysWhy() {
    browser.click("#samples input[value='pass.flv']");
    choose("code-FailedOperation.LivessDetectFake");
    browser.click("#go");
    browser.awaitText("#badge", "REJECTED");
    browser.await("the event's end", "!document.querySelector('#timeline .running')");

    assertEquals("FailedOperation.LivessDetectFake", browser.text("#code"));
    String english = browser.text("#message");
    assertEquals("Not compared", browser.text("#threshold"));
    picture(PICTURES.resolve("console-rejected.png"));
    browser.click("[data-language=zh]");
    browser.await(
        "Chinese", "/[\\u4e00-\\u9fff]/.test(document.querySelector('#message').innerText)");
    assertEquals("zh-CN", browser.run("return document.documentElement.lang").asText());
    browser.click("[data-language=en]");
    assertEquals(english, browser.text("#message"));
  }

  @Test
  void transientFaultWaitsUntilTheTimerFires() {
    browser.click("#faults [name='fault-throttled'][value=once]");
    browser.await("the switch", "document.querySelector('.fault.active')");
    browser.click("#go");
    browser.awaitText("#badge", "PENDING");
    browser.awaitText("#waiting", "1");
    browser.await("the switch is off again", "!document.querySelector('.fault.active')");
    browser.awaitText("#retries li.over .due", "due now");
    picture(PICTURES.resolve("console-pending.png"));
    browser.click("#timer");
    browser.awaitText("#badge", "PASSED");
    browser.awaitText("#waiting", "0");
    browser.awaitText("#timer-answer", "The timer ran.");

    assertInOrder(List.of("Upload", "Event", "Retry queued", "Timer", "Retry removed"));
    browser.await("the timer's end", "!document.querySelector('#timeline .running')");
  }

  @Test
  void whoRecoversDoesSoAfterEachUpload() {
    for (String key : List.of("videos/pass.mp4", "videos/pass-2.mp4")) {
      browser.await("its own key", "document.querySelector('#key').value === arguments[0]", key);
      choose("recovers");
      browser.click("#go");
      browser.awaitText("#check-key", key);
      browser.awaitText("#badge", "PENDING");
      browser.awaitText("#retries li.over .due", "due now");
      browser.click("#timer");
      browser.awaitText("#badge", "PASSED");
      browser.awaitText("#waiting", "0");
    }
    assertEquals(2, browser.count("#objects tr"));
  }

  @Test
  void spokenNumberIsIssuedAndSentAlong() {
    browser.click("#types input[value=LIP]");
    browser.await(
        "a number", "/^\\d{4}$/.test(document.querySelector('#challenge-data').innerText)");
    String number = browser.text("#challenge-data");
    browser.click("#go");
    browser.awaitText("#badge", "PASSED");

    Journal.Call check = sandbox.journal().calls(Kind.LIVENESS_STORED).getLast();
    assertEquals("LIP", check.query().get("LivenessType"));
    assertEquals(number, check.query().get("ValidateData"), "the number on the page");
  }

  @Test
  void formWorksFromTheKeyboardAlone() {
    String tab = "\uE004";
    String space = " ";
    browser.run("document.querySelector('#samples input').focus()");
    browser.press(tab, tab, tab, tab);
    assertEquals("go", browser.run("return document.activeElement.id").asText());
    browser.press(space);
    browser.awaitText("#badge", "PASSED");
  }

  @Test
  void everyControlHasAName() {
    JsonNode nameless =
        browser.run(
            """
            return [...document.querySelectorAll('button, input, select, img, [role]')]
                .filter(e => !(e.labels?.length || e.ariaLabel || e.innerText?.trim()
                    || e.alt !== undefined && e.hasAttribute('alt')
                    || ['status', 'alert'].includes(e.role)))
                .map(e => e.outerHTML)
            """);
    assertEquals(0, nameless.size(), nameless::toString);
  }

  /** By the measure of the browser itself, which calls more than 0.1 a page that jumps. */
  @Test
  void nothingJumpsWhenTheVerdictComes() {
    browser.run(
        """
        window.shifts = 0;
        new PerformanceObserver(all => all.getEntries().forEach(e => { window.shifts += e.value; }))
            .observe({ type: 'layout-shift', buffered: true });
        """);
    browser.click("#go");
    browser.awaitText("#badge", "PASSED");
    browser.awaitText("#timeline li:last-child .step", "Claim released");
    browser.await("a loaded picture", "document.querySelector('#frames img')?.naturalWidth > 0");
    double shifts = browser.run("return window.shifts").asDouble();
    assertTrue(shifts < 0.1, () -> "jumped by " + shifts);
  }

  @Test
  void nothingIsWiderThanAPhone() {
    browser.click("#go");
    browser.awaitText("#badge", "PASSED");
    browser.size(390, 844);
    assertTrue(
        browser
            .run(
                "const page = document.documentElement; return page.scrollWidth <="
                    + " page.clientWidth")
            .asBoolean(),
        "nothing to scroll sideways");
    picture(Path.of("target/screenshots/phone.png"));
    browser.size(1240, 1040);
    browser.dark(true);
    picture(Path.of("target/screenshots/dark.png"));
  }
}
