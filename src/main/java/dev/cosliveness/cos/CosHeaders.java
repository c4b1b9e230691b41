package dev.cosliveness.cos;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import java.util.Map;

/** Puts the headers that were signed onto the request that is made on this thread. */
final class CosHeaders implements ClientRequestFilter {
  static final ScopedValue<Map<String, String>> SIGNED = ScopedValue.newInstance();

  @Override
  public void filter(ClientRequestContext request) {
    SIGNED.get().forEach(request.getHeaders()::putSingle);
  }
}
