package dev.cosliveness.scf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * Plain HTTP with one server on the machine itself, so never through a proxy: one request at a
 * time, over a connection that is kept while it is fresh. The JDK's own client takes a tenth of the
 * time of a whole check for the two requests that come with it.
 *
 * <p>No request is ever sent a second time. A server may close a connection that has been idle, and
 * what is written in that moment is lost without a trace: one that has been idle for a second, or
 * that has been closed, is replaced before anything is sent.
 */
final class LocalHttp {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final String host;
  private final int port;
  private SocketChannel channel;
  private WireReader in;
  private long usedAt;

  LocalHttp(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * @param timeout of each wait for more of the answer; zero waits as long as it takes
   * @param limit of the answer's body in bytes
   */
  HttpAnswer get(String path, Duration timeout, int limit) throws IOException {
    return exchange(head("GET", path, ""), new byte[0], timeout, limit);
  }

  /**
   * @param body JSON
   * @param timeout of each wait for more of the answer
   * @param limit of the answer's body in bytes
   */
  HttpAnswer post(String path, byte[] body, Duration timeout, int limit) throws IOException {
    String about = "Content-Type: application/json\r\nContent-Length: " + body.length + "\r\n";
    return exchange(head("POST", path, about), body, timeout, limit);
  }

  private byte[] head(String method, String path, String more) {
    String line = method + " " + path + " HTTP/1.1\r\n";
    return (line + "Host: " + host + ":" + port + "\r\n" + more + "\r\n").getBytes(ISO_8859_1);
  }

  private HttpAnswer exchange(byte[] head, byte[] body, Duration timeout, int limit)
      throws IOException {
    // none is meant for this, and a channel does not outlive one
    Thread.interrupted();
    if (!fresh()) {
      close();
      open();
    }
    boolean keep = false;
    try {
      channel.socket().setSoTimeout(Math.toIntExact(timeout.toMillis()));
      ByteBuffer request = ByteBuffer.allocate(head.length + body.length).put(head).put(body);
      for (request.flip(); request.hasRemaining(); ) {
        channel.write(request);
      }
      HttpAnswer answer = HttpAnswer.read(in, limit);
      usedAt = System.nanoTime();
      keep = answer.persistent();
      return answer;
    } finally {
      if (!keep) {
        close();
      }
    }
  }

  private boolean fresh() {
    if (channel == null || System.nanoTime() - usedAt > FRESH.toNanos()) {
      return false;
    }
    try {
      channel.configureBlocking(false);
      boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
      channel.configureBlocking(true);
      return silent;
    } catch (IOException lost) {
      return false;
    }
  }

  private void open() throws IOException {
    channel = SocketChannel.open();
    boolean opened = false;
    try {
      channel.socket().setTcpNoDelay(true);
      InetSocketAddress address = new InetSocketAddress(host, port);
      channel.socket().connect(address, Math.toIntExact(CONNECT.toMillis()));
      in = new WireReader(channel.socket().getInputStream());
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  private void close() {
    SocketChannel closed = channel;
    channel = null;
    try {
      if (closed != null) {
        closed.close();
      }
    } catch (IOException gone) {
      // nothing is expected of it any more
    }
  }
}
