package dev.cosliveness.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Who listens where. */
public final class Ports {
  private static final String LISTENING = "0A";

  private Ports() {}

  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static boolean isOpen(int port) {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return true;
    } catch (IOException closed) {
      return false;
    }
  }

  /** The addresses on which a process listens, as Linux prints them in {@code /proc/net/tcp}. */
  public static List<String> listening(FunctionProcess process) {
    Path proc = Path.of("/proc", String.valueOf(process.pid()));
    try {
      Set<String> sockets = sockets(proc.resolve("fd"));
      return Stream.concat(lines(proc.resolve("net/tcp")), lines(proc.resolve("net/tcp6")))
          .map(line -> line.strip().split("\\s+"))
          .filter(fields -> fields[3].equals(LISTENING))
          .filter(fields -> sockets.contains("socket:[" + fields[9] + "]"))
          .map(fields -> fields[1])
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> sockets(Path descriptors) throws IOException {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> all = Files.list(descriptors)) {
      for (Path each : all.toList()) {
        sockets.add(Files.readSymbolicLink(each).toString());
      }
    }
    return sockets;
  }

  private static Stream<String> lines(Path table) throws IOException {
    return Files.exists(table) ? Files.readAllLines(table).stream().skip(1) : Stream.empty();
  }
}
