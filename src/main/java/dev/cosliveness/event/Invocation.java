package dev.cosliveness.event;

import dev.cosliveness.cos.Credentials;
import dev.cosliveness.cos.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * One call of the function.
 *
 * @param id the platform's request id, or one made up
 * @param deadline by when it has to be answered
 * @param credentials that came with the call; empty where those of the settings hold
 */
public record Invocation(String id, Deadline deadline, Optional<Credentials> credentials) {
  /** The same with less time, for a part of it that something comes after. */
  public Invocation endingEarlier(Duration by) {
    Deadline earlier = new Deadline(deadline.end().minus(by), deadline.clock());
    return new Invocation(id, earlier, credentials);
  }
}
