package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;

/**
 * A small HTTP/1.1 server, a virtual thread a connection. The JDK's own is not used because it
 * overwrites {@code Date} (clock skew could not be shown), takes a target that starts with {@code
 * //} for an authority, and folds the case of header names.
 */
final class WireServer implements AutoCloseable {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final ServerSocket listener;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final InstantSource clock;
  private final Route route;

  WireServer(String bind, int port, SSLContext tls, InstantSource clock, Route route) {
    this.clock = clock;
    this.route = route;
    try {
      InetAddress address = InetAddress.getByName(bind);
      listener =
          tls == null
              ? new ServerSocket(port, 1024, address)
              : tls.getServerSocketFactory().createServerSocket(port, 1024, address);
    } catch (IOException e) {
      throw new UncheckedIOException("Port " + port + " of " + bind + " must be free", e);
    }
    Thread.ofVirtual().name("sandbox-accept").start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  static String httpDate(Instant instant) {
    return HTTP_DATE.format(instant);
  }

  @SuppressWarnings("resource") // each connection's thread closes its socket
  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException closed) {
        // the listener's state says whether to go on
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 16_384);
      BufferedOutputStream out = new BufferedOutputStream(socket.getOutputStream(), 16_384);
      RequestReader reader = new RequestReader(in, out);
      boolean goOn = true;
      while (goOn) {
        Request request = reader.next();
        if (request == null) {
          return;
        }
        Reply reply = route.answer(request);
        if (reply.dropped()) {
          return;
        }
        goOn = !"close".equalsIgnoreCase(request.header("connection"));
        send(request, reply, goOn, out);
      }
    } catch (EOFException goneAway) {
      // the client hung up
    } catch (IOException | RuntimeException broken) {
      // a connection that cannot be served any more is closed
    } finally {
      connections.remove(socket);
    }
  }

  private void send(Request request, Reply reply, boolean keepAlive, BufferedOutputStream out)
      throws IOException {
    boolean bodyless =
        request.method().equals("HEAD") || reply.status() == 204 || reply.status() == 304;
    boolean chunked = reply.length() < 0 && !bodyless;
    StringBuilder head =
        new StringBuilder("HTTP/1.1 " + reply.status() + " " + reason(reply.status()) + "\r\n");
    field(head, "Date", httpDate(clock.instant()));
    for (Map.Entry<String, String> header : reply.headers().entrySet()) {
      field(head, header.getKey(), header.getValue());
    }
    if (chunked) {
      field(head, "Transfer-Encoding", "chunked");
    } else if (reply.status() != 204 && !reply.headers().containsKey("Content-Length")) {
      field(head, "Content-Length", Long.toString(bodyless ? 0 : reply.length()));
    }
    field(head, "Connection", keepAlive ? "keep-alive" : "close");
    out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    if (!bodyless && chunked) {
      try (OutputStream body = new ChunkedBody(out)) {
        reply.body().writeTo(body);
      }
    } else if (!bodyless) {
      reply.body().writeTo(out);
    }
    out.flush();
  }

  private static void field(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value.replace("\r", "").replace("\n", "")).append("\r\n");
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 204 -> "No Content";
      case 400 -> "Bad Request";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 409 -> "Conflict";
      case 503 -> "Service Unavailable";
      default -> "Status";
    };
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
