package dev.cosliveness.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The sandbox as a process: {@code --port N --bind ADDRESS --bucket NAME-APPID (again for more)
 * --versioned NAME-APPID --region R --secret-id I --secret-key K --session-token T --function-url
 * URL --prefix P --suffix S --retry-delay SECONDS --frame-bytes N --lenient true}.
 */
final class SandboxProcess {
  private SandboxProcess() {}

  static void run(String[] args, Consumer<Sandbox> prepare) throws InterruptedException {
    Sandbox sandbox = start(args);
    prepare.accept(sandbox);
    System.out.println(
        "sandbox "
            + sandbox.endpoint()
            + " runtime "
            + sandbox.runtime().address().host()
            + ":"
            + sandbox.runtime().address().port());
    Thread.currentThread().join();
  }

  static Sandbox start(String[] args) {
    SandboxOptions options = SandboxOptions.defaults();
    List<String> buckets = new ArrayList<>();
    List<String> versioned = new ArrayList<>();
    for (int i = 0; i < args.length; i += 2) {
      String value = value(args, i);
      options =
          switch (args[i]) {
            case "--port" -> options.withPort(Integer.parseInt(value));
            case "--bind" -> options.withBind(value);
            case "--region" -> options.withRegion(value);
            case "--secret-id" ->
                options.withCredentials(value, options.secretKey(), options.sessionToken());
            case "--secret-key" ->
                options.withCredentials(options.secretId(), value, options.sessionToken());
            case "--session-token" -> options.withSessionToken(value);
            case "--lenient" -> options.withStrict(!Boolean.parseBoolean(value));
            case "--bucket" -> {
              buckets.add(value);
              yield options;
            }
            case "--versioned" -> {
              buckets.add(value);
              versioned.add(value);
              yield options;
            }
            case "--function-url", "--prefix", "--suffix", "--retry-delay", "--frame-bytes" ->
                options;
            default -> throw new IllegalArgumentException("Unknown option " + args[i]);
          };
    }
    if (!buckets.isEmpty()) {
      options = options.withBuckets(buckets).withVersionedBuckets(versioned);
    }
    return configured(Sandbox.start(options), args);
  }

  private static Sandbox configured(Sandbox sandbox, String[] args) {
    String prefix = "";
    String suffix = "";
    for (int i = 0; i < args.length; i += 2) {
      String value = value(args, i);
      switch (args[i]) {
        case "--function-url" -> sandbox.events().target(value);
        case "--prefix" -> prefix = value;
        case "--suffix" -> suffix = value;
        case "--retry-delay" ->
            sandbox.events().retryDelay(Duration.ofSeconds(Long.parseLong(value)));
        case "--frame-bytes" -> sandbox.ci().frameBytes(Integer.parseInt(value));
        default -> {
          // read before the start
        }
      }
    }
    sandbox.events().filter(prefix, suffix);
    return sandbox;
  }

  private static String value(String[] args, int option) {
    if (option + 1 >= args.length) {
      throw new IllegalArgumentException(args[option] + " must be followed by a value");
    }
    return args[option + 1];
  }
}
