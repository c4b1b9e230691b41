package dev.cosliveness.sandbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.OutputStream;

/** Answers larger than anybody should hold, written without holding them. */
final class HugeXml {
  private HugeXml() {}

  static Reply frame(long bytes) {
    return Reply.streamed(
        200,
        "application/xml",
        -1,
        out -> {
          ascii(out, "<Response><BestFrameBase64>");
          fill(out, bytes, "A".repeat(4096));
          ascii(out, "</BestFrameBase64><Sim>98.5</Sim></Response>");
        });
  }

  static Reply junk(long bytes) {
    return Reply.streamed(
        200,
        "application/xml",
        -1,
        out -> {
          ascii(out, "<Response>");
          fill(out, bytes, "<Junk a=\"1\">x</Junk>".repeat(200));
          ascii(out, "<Sim>98.5</Sim></Response>");
        });
  }

  private static void fill(OutputStream out, long bytes, String pattern) throws IOException {
    byte[] block = pattern.repeat(8).getBytes(ISO_8859_1);
    for (long written = 0; written < bytes; written += block.length) {
      out.write(block);
    }
  }

  private static void ascii(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(ISO_8859_1));
  }
}
