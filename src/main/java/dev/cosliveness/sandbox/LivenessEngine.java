package dev.cosliveness.sandbox;

import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** The engine behind the paid call: looks at the bytes first, then at who it is said to be. */
public final class LivenessEngine {
  /** What 8 MiB of Base64 hold. */
  static final int MAX_VIDEO = 6_291_456;

  static final double MIN_SECONDS = 2;
  static final int MIN_SIDE = 200;

  private final RandomGenerator random = new SecureRandom();
  private final Set<String> issued = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final Map<String, Integer> recoveries = new ConcurrentHashMap<>();
  private volatile int frameBytes;
  private volatile int failureStatus = 400;
  private volatile boolean keepsRejectedUploads = true;

  LivenessEngine() {}

  /**
   * Declares a number code ("0521") or an order of actions ("2,1") as handed out by this sandbox.
   */
  public void issue(String validateData) {
    issued.add(validateData);
  }

  /** Pads every best frame to so many bytes of JPEG; 0 leaves them small. */
  public void frameBytes(int bytes) {
    frameBytes = bytes;
  }

  int frameBytes() {
    return frameBytes;
  }

  /** The HTTP status of failed checks; Tencent's is not documented. */
  public void failureStatus(int status) {
    failureStatus = status;
  }

  int failureStatus() {
    return failureStatus;
  }

  /**
   * Whether a video that failed its check at upload stays in the bucket; Tencent's way is not
   * documented.
   */
  public void keepsRejectedUploads(boolean keeps) {
    keepsRejectedUploads = keeps;
  }

  boolean keepsRejectedUploads() {
    return keepsRejectedUploads;
  }

  /** The person of this code fails {@code calls} times more and passes from then on. */
  public void recoverAfter(String code, int calls) {
    Person person = People.forCode(code);
    failures.remove(person.idCard());
    recoveries.put(person.idCard(), calls);
  }

  /** Whoever fails a number of times before they pass starts to count anew. */
  public void forget(Person person) {
    failures.remove(person.idCard());
  }

  String newLiveCode() {
    String code = "%04d".formatted(random.nextInt(10_000));
    issue(code);
    return code;
  }

  String newActionSequence() {
    String order = random.nextBoolean() ? "1,2" : "2,1";
    issue(order);
    return order;
  }

  /** The similarity, or the code of a failed check. */
  LivenessVerdict check(LivenessParameters asked, byte[] video) {
    if (!asked.idCard().matches("[0-9]{17}[0-9Xx]")) {
      return new LivenessVerdict.Failed("FailedOperation.IdFormatError");
    }
    return unusable(asked, video)
        .map(code -> (LivenessVerdict) new LivenessVerdict.Failed(code))
        .orElseGet(() -> compare(asked));
  }

  private Optional<String> unusable(LivenessParameters asked, byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_VIDEO) {
      return Optional.of("FailedOperation.LipSizeError");
    }
    Optional<Video> read = Video.read(bytes);
    if (read.isEmpty()) {
      return Optional.of("FailedOperation.LipVideoInvalid");
    }
    Video video = read.get();
    boolean unheard = !asked.type().equals("SILENT") && !issued.contains(asked.validateData());
    if (asked.type().equals("SILENT") && video.seconds() < MIN_SECONDS) {
      return Optional.of("FailedOperation.SilentTooShort");
    } else if (asked.type().equals("LIP") && !video.sound()) {
      return Optional.of("FailedOperation.LipVoiceDetect");
    } else if (Math.min(video.width(), video.height()) < MIN_SIDE) {
      return Optional.of("FailedOperation.LipVideoQuaility");
    } else if (unheard) {
      return Optional.of(
          asked.type().equals("LIP")
              ? "FailedOperation.LipVoiceRecognize"
              : "FailedOperation.ActionFirstAction");
    }
    return Optional.empty();
  }

  private LivenessVerdict compare(LivenessParameters asked) {
    Optional<Person> found = People.find(asked.idCard().replace('x', 'X'));
    if (found.isEmpty()) {
      return new LivenessVerdict.Failed("FailedOperation.IdNoExistSystem");
    }
    Person person = found.get();
    if (!person.name().equals(asked.name())) {
      return new LivenessVerdict.Failed("FailedOperation.IdNameMisMatch");
    }
    boolean passes = person.code().equals(Person.SUCCESS);
    if (!passes) {
      int before = failures.merge(person.idCard(), 1, Integer::sum) - 1;
      passes = before >= recoveries.getOrDefault(person.idCard(), person.failures());
    }
    return passes
        ? new LivenessVerdict.Passed(person.sim() == null ? "97.5" : person.sim())
        : new LivenessVerdict.Failed(person.code());
  }
}
