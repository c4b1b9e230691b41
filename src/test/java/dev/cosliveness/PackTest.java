package dev.cosliveness;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** native/Pack.java lets nothing into function.zip that SCF could not start. */
class PackTest {
  private static final int LOADABLE = 1;
  private static final int DYNAMIC = 2;
  private static final int INTERPRETER = 3;
  private static final short X86_64 = 62;
  private static final short ARM_64 = 183;

  @TempDir private Path directory;
  private String said;

  /** An ELF file of one program header, and behind it one entry that names a needed library. */
  private static byte[] elf(short machine, int type) {
    ByteBuffer file = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0, 0x464c457f).put(4, (byte) 2).putShort(18, machine);
    file.putLong(32, 64).putShort(54, (short) 56).putShort(56, (short) 1);
    file.putInt(64, type).putLong(64 + 8, 128).putLong(64 + 32, 32);
    file.putLong(128, 1);
    return file.array();
  }

  private int pack(byte[] executable) throws IOException, InterruptedException {
    Path file = Files.write(directory.resolve("runner"), executable);
    Process pack =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                Path.of("native", "Pack.java").toString(),
                file.toString(),
                zip().toString())
            .redirectErrorStream(true)
            .start();
    said = new String(pack.getInputStream().readAllBytes(), UTF_8);
    return pack.waitFor();
  }

  private Path zip() {
    return directory.resolve("function.zip");
  }

  @Test
  void staticExecutableBecomesAnExecutableBootstrapAtTheRoot() throws Exception {
    byte[] executable = elf(X86_64, LOADABLE);
    assertEquals(0, pack(executable), () -> said);
    URI uri = URI.create("jar:" + zip().toUri());
    try (FileSystem files =
            FileSystems.newFileSystem(uri, Map.of("enablePosixFileAttributes", "true"));
        var entries = Files.list(files.getPath("/"))) {
      Path bootstrap = files.getPath("/bootstrap");
      assertEquals(List.of(bootstrap), entries.toList());
      assertEquals(
          "rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(bootstrap)));
      assertEquals(ByteBuffer.wrap(executable), ByteBuffer.wrap(Files.readAllBytes(bootstrap)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {DYNAMIC, INTERPRETER})
  void executableThatNeedsSomethingOfTheSystemIsRefusedInOneLine(int type) throws Exception {
    assertEquals(1, pack(elf(X86_64, type)));
    assertTrue(said.contains("--static --libc=musl"), said);
    assertEquals(1, said.lines().count(), said);
    assertFalse(Files.exists(zip()));
  }

  @Test
  void executableOfAnotherMachineIsRefused() throws Exception {
    assertEquals(1, pack(elf(ARM_64, LOADABLE)));
    assertTrue(said.contains("x86-64"), said);
  }
}
