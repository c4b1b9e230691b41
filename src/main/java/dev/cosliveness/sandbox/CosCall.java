package dev.cosliveness.sandbox;

import java.time.Instant;

/**
 * A call on its way through the sandbox.
 *
 * @param key decoded; empty for calls on the bucket
 * @param now by the server's clock, skew and all
 */
record CosCall(
    Kind kind, VirtualHost host, String key, Request request, String requestId, Instant now) {
  String bucket() {
    return host.bucket();
  }

  String versionId() {
    return request.parameter("versionId").orElse(null);
  }
}
