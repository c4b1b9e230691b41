import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Makes {@code function.zip} of the native executable: {@code java Pack.java EXECUTABLE ZIP}. SCF
 * starts the file {@code bootstrap} at its root, on CentOS 7, so it refuses an executable that
 * needs a loader or a library of the system it runs on.
 */
public class Pack {
  private static final long LIMIT = 25L * 1024 * 1024;
  private static final int LOAD_OF_INTERPRETER = 3;
  private static final int DYNAMIC = 2;
  private static final int NEEDED = 1;

  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected: java Pack.java EXECUTABLE ZIP");
    }
    Path executable = Path.of(args[0]);
    Path zip = Path.of(args[1]);
    try {
      check(ByteBuffer.wrap(Files.readAllBytes(executable)).order(ByteOrder.LITTLE_ENDIAN));
      pack(executable, zip);
      long size = Files.size(zip);
      if (size > LIMIT) {
        throw new IOException("%s has %,d bytes, more than %,d".formatted(zip, size, LIMIT));
      }
      System.out.printf("%s: %.1f MB, holds bootstrap of %.1f MB%n", zip, mega(size), mega(Files.size(executable)));
    } catch (IOException refused) {
      System.err.println("not packed: " + refused.getMessage());
      System.exit(1);
    }
  }

  /** Reads the program headers of a 64-bit ELF file. */
  private static void check(ByteBuffer file) throws IOException {
    boolean elf = file.limit() > 64 && file.getInt(0) == 0x464c457f && file.get(4) == 2;
    if (!elf || file.getShort(18) != 62) {
      throw new IOException("the executable is none for x86-64 Linux, which SCF runs");
    }
    long headers = file.getLong(32);
    int size = file.getShort(54);
    int count = file.getShort(56);
    for (int i = 0; i < count; i++) {
      int header = Math.toIntExact(headers + (long) i * size);
      int type = file.getInt(header);
      if (type == LOAD_OF_INTERPRETER || type == DYNAMIC && needsLibraries(file, header)) {
        throw new IOException(
            "the executable needs a loader or libraries of the system, and SCF's is older than the"
                + " builder's: build it with --static --libc=musl, as the profile native does");
      }
    }
  }

  private static boolean needsLibraries(ByteBuffer file, int header) {
    int start = Math.toIntExact(file.getLong(header + 8));
    int end = Math.toIntExact(start + file.getLong(header + 32));
    for (int entry = start; entry < end; entry += 16) {
      if (file.getLong(entry) == NEEDED) {
        return true;
      }
    }
    return false;
  }

  private static void pack(Path executable, Path zip) throws IOException {
    Files.deleteIfExists(zip);
    URI uri = URI.create("jar:" + zip.toAbsolutePath().toUri());
    Map<String, ?> options = Map.of("create", "true", "enablePosixFileAttributes", "true");
    try (FileSystem files = FileSystems.newFileSystem(uri, options)) {
      Path bootstrap = files.getPath("/bootstrap");
      Files.copy(executable, bootstrap);
      Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  private static double mega(long bytes) {
    return bytes / 1024.0 / 1024.0;
  }
}
