package dev.cosliveness.sandbox.console;

import dev.cosliveness.sandbox.Reply;
import dev.cosliveness.sandbox.Request;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps other web sites out. A name that an attacker lets point at this machine is refused by its
 * Host, a form or script on another site by the header it cannot send without asking first.
 */
final class Guard {
  static final String HEADER = "x-sandbox-console";

  private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private Guard() {}

  static Optional<Reply> refusal(Request request) {
    String host = request.header("host");
    String name = host == null ? "" : PORT.matcher(host).replaceFirst("").toLowerCase(Locale.ROOT);
    if (!HERE.contains(name)) {
      return Optional.of(refused("The console answers at localhost only.\n"));
    }
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (!reads && request.header(HEADER) == null) {
      return Optional.of(refused("A request that changes something must carry " + HEADER + ".\n"));
    }
    return Optional.empty();
  }

  static Reply hardened(Reply reply) {
    return reply
        .with("Content-Security-Policy", POLICY)
        .with("X-Content-Type-Options", "nosniff")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Cache-Control", "no-store");
  }

  private static Reply refused(String why) {
    return Reply.text(403, "text/plain; charset=utf-8", why);
  }
}
