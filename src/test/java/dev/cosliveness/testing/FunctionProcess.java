package dev.cosliveness.testing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The built artifact at work. All it prints is kept, for the test and for the log watcher. */
public final class FunctionProcess implements AutoCloseable {
  private static final AtomicInteger STARTED = new AtomicInteger();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final int port;
  private final List<String> lines = new ArrayList<>();
  private final Thread reader;

  private FunctionProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.reader = Thread.ofVirtual().name("output").start(() -> read(log));
  }

  static FunctionProcess start(Launch launch) {
    List<String> command = new ArrayList<>(launch.wrapper());
    command.addAll(Artifact.command(launch.systemProperties()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    builder.directory(Artifact.directory("empty").toFile()).redirectErrorStream(true);
    String name = ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet() + ".log";
    try {
      Path log = Artifact.directory("suite-logs").resolve(name);
      return new FunctionProcess(builder.start(), launch.port(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Path log) {
    try (BufferedReader output = process.inputReader();
        BufferedWriter copy = Files.newBufferedWriter(log)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        copy.write(line + "\n");
        synchronized (lines) {
          lines.add(line);
        }
      }
    } catch (IOException ended) {
      // what a killed process still had to say is lost
    }
  }

  public long pid() {
    return process.pid();
  }

  public List<String> lines() {
    synchronized (lines) {
      return List.copyOf(lines);
    }
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Waits until it takes connections. */
  public FunctionProcess awaitListening() {
    Await.until(PATIENCE, "listening", () -> !process.isAlive() || Ports.isOpen(port));
    if (!process.isAlive()) {
      throw new AssertionError("It ended instead of listening: " + lines());
    }
    return this;
  }

  /** SIGTERM. */
  public FunctionProcess terminate() {
    process.destroy();
    return this;
  }

  /** SIGKILL: nothing of it gets a chance to tidy up. */
  public FunctionProcess kill() {
    process.destroyForcibly();
    exitCode();
    return this;
  }

  /** Waits for its end, and for the last of its output. */
  public int exitCode() {
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("It did not end within " + PATIENCE);
      }
      reader.join(PATIENCE);
      return process.exitValue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
  }
}
