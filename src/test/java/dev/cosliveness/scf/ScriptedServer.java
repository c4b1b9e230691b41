package dev.cosliveness.scf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers each request with the next of its answers, byte for byte. */
final class ScriptedServer implements AutoCloseable {
  private final ServerSocket socket;
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final List<Socket> open = new ArrayList<>();
  private boolean close;
  private int connections;
  private int closed;

  ScriptedServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  synchronized ScriptedServer answer(String answer) {
    answers.add(answer);
    close = false;
    return this;
  }

  /** Closes the connection behind the answers that have been given so far. */
  synchronized void thenClose() {
    close = true;
  }

  synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  synchronized int connections() {
    return connections;
  }

  synchronized void awaitClosed() throws InterruptedException {
    while (closed < connections) {
      wait();
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = socket.accept();
        synchronized (this) {
          connections++;
          open.add(client);
        }
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException over) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      boolean last = false;
      while (!last) {
        String request = request(in);
        String answer;
        synchronized (this) {
          requests.add(request);
          answer = answers.isEmpty() ? "" : answers.remove();
          last = close && answers.isEmpty();
        }
        client.getOutputStream().write(answer.getBytes(ISO_8859_1));
        client.getOutputStream().flush();
      }
    } catch (IOException gone) {
      // the client has what it wanted
    }
    synchronized (this) {
      closed++;
      notifyAll();
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int octet = in.read();
      if (octet < 0) {
        throw new IOException("no further request");
      }
      head.append((char) octet);
    }
    String length = head.toString().replaceAll("(?s).*Content-Length: (\\d+).*|.*", "$1");
    byte[] body = in.readNBytes(length.isEmpty() ? 0 : Integer.parseInt(length));
    return head + new String(body, ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (Socket client : open) {
        client.close();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
