package dev.cosliveness.sandbox;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which bucket a request is for, from its Host header. */
record VirtualHost(String bucket, String region) {
  private static final Pattern HOST =
      Pattern.compile(
          "([a-z0-9][a-z0-9-]*-[0-9]+)\\.cos\\.([a-z0-9-]+)\\.(?:myqcloud\\.com|tencentcos\\.cn)(?::[0-9]+)?");

  /** Empty when the host is no bucket's. */
  static Optional<VirtualHost> of(Request request) {
    String host = request.header("host");
    Matcher matcher = HOST.matcher(host == null ? "" : host);
    return matcher.matches()
        ? Optional.of(new VirtualHost(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
