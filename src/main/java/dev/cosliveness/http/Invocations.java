package dev.cosliveness.http;

import dev.cosliveness.cos.Credentials;
import dev.cosliveness.cos.Deadline;
import dev.cosliveness.event.HttpCall;
import dev.cosliveness.event.Invocation;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What is known of an invocation that came over HTTP.
 *
 * @param limit for requests that do not bring one
 */
public record Invocations(Duration limit, Clock clock) {
  /** An {@code X-Scf-} header of a client is not the platform's: nothing of it is believed. */
  Invocation plain(HttpCall call) {
    return new Invocation(
        UUID.randomUUID().toString(), Deadline.in(limit, clock), Optional.empty());
  }

  /** The platform's own request, with the credentials of the run role (document 583/56051). */
  Invocation platform(HttpCall call) {
    String id = call.header("x-scf-request-id");
    boolean usable = id != null && id.matches("[\\x21-\\x7e]{1,100}");
    return new Invocation(
        usable ? id : UUID.randomUUID().toString(),
        Deadline.in(limit(call.header("x-scf-timeout")), clock),
        credentials(call));
  }

  private static Optional<Credentials> credentials(HttpCall call) {
    String id = call.header("x-scf-secret-id");
    String key = call.header("x-scf-secret-key");
    return id == null || id.isBlank() || key == null || key.isBlank()
        ? Optional.empty()
        : Optional.of(new Credentials(id, key, call.header("x-scf-session-token")));
  }

  /**
   * The unit is not documented: nobody sets a time limit of less than a second, or of more than
   * 900.
   */
  private Duration limit(String header) {
    if (header == null || !header.strip().matches("\\d{1,7}")) {
      return limit;
    }
    long value = Long.parseLong(header.strip());
    Duration whole = value <= 900 ? Duration.ofSeconds(value) : Duration.ofMillis(value);
    return whole.minusMillis(400).isPositive() ? whole.minusMillis(400) : whole;
  }
}
