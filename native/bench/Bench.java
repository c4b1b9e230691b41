import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cosliveness.sandbox.Fault;
import dev.cosliveness.sandbox.Kind;
import dev.cosliveness.sandbox.People;
import dev.cosliveness.sandbox.Person;
import dev.cosliveness.sandbox.Samples;
import dev.cosliveness.sandbox.Sandbox;
import dev.cosliveness.sandbox.SandboxOptions;
import dev.cosliveness.sandbox.ScfRuntime;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one function after the other against the sandbox, which is this process, and prints a table.
 * {@code java -cp CLASSES Bench.java NAME=COMMAND...}: each command is split at spaces. A name that
 * ends with {@code @load} is measured as a container under load instead.
 */
public class Bench {
  private static final int STARTS = 7;
  private static final int CHECKS = 250;
  private static final int LARGE_CHECKS = 100;
  private static final int CALLERS = 200;
  private static final Duration LOAD = Duration.ofSeconds(Integer.getInteger("load.seconds", 60));
  private static final long TICKS = 100;

  private record Start(double ready, double verdict) {}

  public static void main(String[] args) throws Exception {
    List<String> table = new ArrayList<>();
    table.add(
        "| | ready ms | first verdict ms | MB after 1 | MB after 250 | MB peak |"
            + " CPU ms a check, 300 KB | CPU ms a check, 5 MB | MB peak, 5 MB |");
    table.add("|---|---|---|---|---|---|---|---|---|");
    List<String> load = new ArrayList<>();
    load.add("| | checks a second | CPU ms a check | errors | MB at 15, 30, 45, 60 s | MB peak |");
    load.add("|---|---|---|---|---|---|");
    warmUp(command(args[0]));
    for (String arg : args) {
      String name = arg.substring(0, arg.indexOf('='));
      System.err.println(name + " ...");
      List<String> command = command(arg);
      if (name.endsWith("@load")) {
        load.add(underLoad(name.replace("@load", ""), command));
      } else {
        table.add(measure(name, command));
      }
    }
    table.forEach(System.out::println);
    if (load.size() > 2) {
      System.out.println();
      load.forEach(System.out::println);
    }
  }

  /** Its trigger has the filter of serverless.yml: no event for what a function itself writes. */
  private static Sandbox sandbox() {
    Sandbox sandbox = Sandbox.start(SandboxOptions.defaults().withStrict(false));
    sandbox.events().filter("videos/", ".mp4");
    return sandbox;
  }

  private static List<String> command(String arg) {
    return Arrays.asList(arg.substring(arg.indexOf('=') + 1).split(" "));
  }

  /** The sandbox compiles itself while it is new, on the cores of the one that is measured first. */
  private static void warmUp(List<String> command) throws Exception {
    try (Sandbox sandbox = sandbox()) {
      sandbox.ci().frameBytes(300_000);
      Process function = start(sandbox, command, false, 0);
      try {
        for (int i = 0; i < 2 * CHECKS; i++) {
          check(sandbox, i);
        }
      } finally {
        function.destroyForcibly().waitFor();
      }
    }
  }

  private static String measure(String name, List<String> command) throws Exception {
    List<Start> starts = new ArrayList<>();
    for (int i = 0; i < STARTS; i++) {
      starts.add(start(command));
    }
    // the first one reads the executable from disk
    List<Start> warm = starts.subList(1, STARTS);
    double ready = median(warm.stream().mapToDouble(Start::ready));
    double verdict = median(warm.stream().mapToDouble(Start::verdict));
    try (Sandbox sandbox = sandbox()) {
      sandbox.ci().frameBytes(300_000);
      Process function = start(sandbox, command, false, 0);
      try {
        check(sandbox, 0);
        double first = resident(function, "VmRSS");
        for (int i = 1; i < 50; i++) {
          check(sandbox, i);
        }
        double before = cpuMillis(function);
        for (int i = 50; i < CHECKS; i++) {
          check(sandbox, i);
        }
        double small = (cpuMillis(function) - before) / (CHECKS - 50);
        double after = resident(function, "VmRSS");
        double peak = resident(function, "VmHWM");
        sandbox.ci().frameBytes(5_000_000);
        for (int i = 0; i < 10; i++) {
          check(sandbox, CHECKS + i);
        }
        before = cpuMillis(function);
        for (int i = 10; i < LARGE_CHECKS + 10; i++) {
          check(sandbox, CHECKS + i);
        }
        double large = (cpuMillis(function) - before) / LARGE_CHECKS;
        return "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %.1f | %.1f | %.0f |"
            .formatted(
                name, ready, verdict, first, after, peak, small, large, resident(function, "VmHWM"));
      } finally {
        function.destroyForcibly().waitFor();
      }
    }
  }

  /** From the start of the process, with an event that already waits. */
  private static Start start(List<String> command) throws Exception {
    try (Sandbox sandbox = sandbox()) {
      sandbox.ci().frameBytes(300_000);
      var answer = offer(sandbox, 0);
      long begin = System.nanoTime();
      Process function = start(sandbox, command, false, 0);
      try {
        sandbox.runtime().awaitReady(Duration.ofSeconds(30));
        double ready = (System.nanoTime() - begin) / 1e6;
        ScfRuntime.Answer first = answer.get(30, TimeUnit.SECONDS);
        double verdict = (System.nanoTime() - begin) / 1e6;
        passed(sandbox, 0, first);
        return new Start(ready, verdict);
      } finally {
        function.destroyForcibly().waitFor();
      }
    }
  }

  /** 200 callers at a time for a minute; the engine takes its second. */
  private static String underLoad(String name, List<String> command) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Sandbox sandbox = sandbox();
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      sandbox.ci().frameBytes(100_000);
      sandbox.faults().add(Fault.slowAnswer(Duration.ofSeconds(1)).on(Kind.LIVENESS_STORED));
      Process function = start(sandbox, command, true, port);
      try {
        awaitOpen(port);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        AtomicInteger errors = new AtomicInteger();
        long end = System.nanoTime() + LOAD.toNanos();
        List<Thread> callers = new ArrayList<>();
        double before = cpuMillis(function);
        for (int i = 0; i < CALLERS; i++) {
          callers.add(
              Thread.ofVirtual()
                  .start(
                      () -> {
                        while (System.nanoTime() < end) {
                          boolean ok = post(client, sandbox, port, next.getAndIncrement());
                          (ok ? done : errors).incrementAndGet();
                        }
                      }));
        }
        List<String> memory = new ArrayList<>();
        for (int quarter = 0; quarter < 4; quarter++) {
          Thread.sleep(LOAD.dividedBy(4));
          memory.add("%.0f".formatted(resident(function, "VmRSS")));
        }
        for (Thread caller : callers) {
          caller.join();
        }
        double cpu = (cpuMillis(function) - before) / done.get();
        return "| %s | %.0f | %.1f | %d | %s | %.0f |"
            .formatted(
                name,
                done.get() / (double) LOAD.toSeconds(),
                cpu,
                errors.get(),
                String.join(", ", memory),
                resident(function, "VmHWM"));
      } finally {
        function.destroyForcibly().waitFor();
      }
    }
  }

  private static boolean post(HttpClient client, Sandbox sandbox, int port, int number) {
    String key = store(sandbox, number);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/event-invoke"))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    sandbox.events().eventFor(sandbox.bucket(), key)))
            .build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      boolean passed =
          answer.statusCode() == 200
              && "PASSED"
                  .equals(sandbox.objects().tags(sandbox.bucket(), key).get("liveness-status"));
      sandbox.objects().delete(sandbox.bucket(), key);
      return passed;
    } catch (IOException failed) {
      return false;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Process start(Sandbox sandbox, List<String> command, boolean server, int port)
      throws IOException {
    SandboxOptions options = sandbox.options();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = new TreeMap<>();
    environment.put("TENCENTCLOUD_SECRETID", options.secretId());
    environment.put("TENCENTCLOUD_SECRETKEY", options.secretKey());
    environment.put("TENCENTCLOUD_REGION", options.region());
    environment.put("LIVENESS_COS_ENDPOINT", "http://127.0.0.1:" + sandbox.port());
    environment.put("LIVENESS_BUCKETS", sandbox.bucket());
    environment.put("LIVENESS_SEAL_KEY", "a-secret-of-the-benchmark-of-32-characters");
    environment.put("COS_PROXY", "http://127.0.0.1:" + sandbox.port());
    if (server) {
      environment.put("PORT", String.valueOf(port));
      environment.put("QUARKUS_HTTP_PORT", String.valueOf(port));
    } else {
      environment.put("SCF_RUNTIME_API", sandbox.runtime().address().host());
      environment.put("SCF_RUNTIME_API_PORT", String.valueOf(sandbox.runtime().address().port()));
    }
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String store(Sandbox sandbox, int number) {
    Person person = People.matching(98.5);
    String key = "videos/" + number + ".mp4";
    Map<String, String> identity =
        Map.of("id-card", person.idCard(), "name", URLEncoder.encode(person.name(), UTF_8));
    sandbox.objects().put(sandbox.bucket(), key, Samples.pass(), identity);
    return key;
  }

  private static java.util.concurrent.CompletableFuture<ScfRuntime.Answer> offer(
      Sandbox sandbox, int number) {
    String key = store(sandbox, number);
    return sandbox.runtime().offer(sandbox.events().eventFor(sandbox.bucket(), key));
  }

  private static void check(Sandbox sandbox, int number) throws Exception {
    passed(sandbox, number, offer(sandbox, number).get(30, TimeUnit.SECONDS));
  }

  private static void passed(Sandbox sandbox, int number, ScfRuntime.Answer answer) {
    String key = "videos/" + number + ".mp4";
    String status = sandbox.objects().tags(sandbox.bucket(), key).get("liveness-status");
    if (!"PASSED".equals(status)) {
      throw new IllegalStateException(key + " reads " + status + ": " + answer.body());
    }
  }

  private static void awaitOpen(int port) throws InterruptedException {
    for (int tries = 0; tries < 3_000; tries++) {
      try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        Thread.sleep(10);
      }
    }
    throw new IllegalStateException("nothing listens on " + port);
  }

  private static double resident(Process process, String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(field + ":")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IllegalStateException("the process has ended");
  }

  /** User and system time of all threads. */
  private static double cpuMillis(Process process) throws IOException {
    String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 1000.0 / TICKS;
  }

  private static double median(java.util.stream.DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
