package dev.cosliveness.cos;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * Has the JDK ready for TLS before the first check needs it: trusted certificates, algorithms, a
 * first key. Nothing is sent: a request would be one that nobody asked for, and has to be paid.
 */
public final class TlsWarmUp {
  private TlsWarmUp() {}

  /** Beside the caller, so that nobody waits for it longer than for the first connection. */
  public static void start() {
    Thread.ofPlatform().daemon().name("tls").start(TlsWarmUp::firstMessage);
  }

  private static void firstMessage() {
    try {
      SSLEngine engine = SSLContext.getDefault().createSSLEngine();
      engine.setUseClientMode(true);
      int size = engine.getSession().getPacketBufferSize();
      engine.wrap(ByteBuffer.allocate(0), ByteBuffer.allocate(size));
    } catch (GeneralSecurityException | SSLException unable) {
      // the first connection says what is wrong, and which request it was for
    }
  }
}
