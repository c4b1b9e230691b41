package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.SandboxOptions;
import dev.cosliveness.sandbox.ScfRuntime;
import dev.cosliveness.testing.Certificate;
import dev.cosliveness.testing.FunctionProcess;
import dev.cosliveness.testing.Launch;
import dev.cosliveness.testing.Videos;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** COS over TLS, with certificates that are made for the test. */
@Timeout(120)
class TlsIT {
  private static Certificate localhost;
  private static Certificate elsewhere;

  private Sandbox sandbox;

  @BeforeAll
  static void make() throws Exception {
    localhost = Certificate.make("localhost");
    elsewhere = Certificate.make("elsewhere.example");
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  @Test
  void verdictIsReachedThroughTls() throws Exception {
    ScfRuntime.Answer answer = check(localhost, localhost);
    assertFalse(answer.error(), answer.body());
    assertEquals("PASSED", Videos.status(sandbox, "videos/a.mp4"));
    assertEquals(1, sandbox.journal().charged());
  }

  @Test
  void certificateThatNobodyVouchesForIsRefused() throws Exception {
    assertRefused(check(localhost, null));
  }

  @Test
  void certificateOfAnotherHostIsRefused() throws Exception {
    assertRefused(check(elsewhere, elsewhere));
  }

  private void assertRefused(ScfRuntime.Answer answer) {
    assertTrue(answer.error(), answer.body());
    assertNull(Videos.status(sandbox, "videos/a.mp4"));
    assertEquals(0, sandbox.journal().calls().size());
  }

  /**
   * @param trusted null for what the function trusts by itself
   */
  private ScfRuntime.Answer check(Certificate shown, Certificate trusted) throws Exception {
    sandbox = Sandbox.start(SandboxOptions.defaults().withTls(shown.context()));
    Videos.store(sandbox, "videos/a.mp4", People.matching(98.5));
    Launch launch = Launch.customRuntime(sandbox);
    if (trusted != null) {
      launch =
          launch
              .withSystemProperty("javax.net.ssl.trustStore", trusted.trustStore().toString())
              .withSystemProperty("javax.net.ssl.trustStorePassword", Certificate.PASSWORD);
    }
    try (FunctionProcess _ = launch.start()) {
      sandbox.runtime().awaitReady(Duration.ofSeconds(30));
      return sandbox
          .runtime()
          .offer(sandbox.events().eventFor(sandbox.bucket(), "videos/a.mp4"))
          .get(60, TimeUnit.SECONDS);
    }
  }
}
