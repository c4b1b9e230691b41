package dev.cosliveness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.testing.Application;
import dev.cosliveness.testing.EventTarget;
import dev.cosliveness.testing.SandboxResource;
import dev.cosliveness.testing.Upload;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** An empty bucket before each test, and no unsigned call in any of them. */
@QuarkusTestResource(SandboxResource.class)
abstract class FlowTests {
  @TestHTTPResource("/")
  URI home;

  final Sandbox sandbox = SandboxResource.sandbox();
  private final Set<String> recovering = new HashSet<>();

  @BeforeEach
  final void emptySandbox() {
    sandbox.faults().clear();
    sandbox.ci().failureStatus(400);
    sandbox
        .objects()
        .keys(sandbox.bucket(), "")
        .forEach(key -> sandbox.objects().delete(sandbox.bucket(), key));
    sandbox.journal().clear();
  }

  @AfterEach
  final void nothingWasUnsigned() {
    sandbox.faults().clear();
    sandbox.ci().failureStatus(400);
    recovering.forEach(code -> sandbox.ci().recoverAfter(code, Integer.MAX_VALUE));
    assertEquals(List.of(), sandbox.journal().violations());
  }

  /** The person of this code fails so often, and passes then. */
  final void recovers(String code, int failures) {
    recovering.add(code);
    sandbox.ci().recoverAfter(code, failures);
  }

  final void fault(Fault fault) {
    sandbox.faults().add(fault);
  }

  final Application application() {
    return new Application(home);
  }

  final Upload when() {
    return when(application());
  }

  final Upload when(EventTarget target) {
    return new Upload(sandbox, target);
  }

  final List<String> keys(String prefix) {
    return sandbox.objects().keys(sandbox.bucket(), prefix);
  }
}
