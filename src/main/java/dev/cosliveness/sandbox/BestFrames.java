package dev.cosliveness.sandbox;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.imageio.ImageIO;

/** Real JPEGs, drawn once: a plain face, another colour for each index. */
final class BestFrames {
  private static final Map<Integer, byte[]> DRAWN = new ConcurrentHashMap<>();

  /** The most that one comment segment of a JPEG holds. */
  private static final int MAX_COMMENT = 65_533;

  private BestFrames() {}

  /**
   * @param size in bytes, reached with comments that every decoder skips; a smaller one leaves the
   *     picture as it is
   */
  static byte[] jpeg(int index, int size) {
    byte[] drawn = DRAWN.computeIfAbsent(index, BestFrames::draw);
    int missing = size - drawn.length;
    if (missing < 4) {
      return drawn;
    }
    ByteArrayOutputStream padded = new ByteArrayOutputStream(size);
    padded.write(drawn, 0, 2);
    while (missing >= 4) {
      int comment = Math.min(missing - 4, MAX_COMMENT);
      int length = comment + 2;
      padded.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, (byte) (length >> 8), (byte) length});
      padded.writeBytes(new byte[comment]);
      missing -= comment + 4;
    }
    padded.write(drawn, 2, drawn.length - 2);
    return padded.toByteArray();
  }

  private static byte[] draw(int index) {
    BufferedImage image = new BufferedImage(120, 160, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.getHSBColor(index / 10f, 0.4f, 0.9f));
    graphics.fillRect(0, 0, 120, 160);
    graphics.setColor(new Color(0xf2d3b8));
    graphics.fillOval(25, 30, 70, 95);
    graphics.setColor(Color.DARK_GRAY);
    graphics.fillOval(42, 65, 8, 8);
    graphics.fillOval(70, 65, 8, 8);
    graphics.drawArc(45, 85, 30, 18, 180, 180);
    for (int mark = 0; mark <= index; mark++) {
      graphics.fillRect(6 + 11 * mark, 146, 7, 7);
    }
    graphics.dispose();
    try (ByteArrayOutputStream jpeg = new ByteArrayOutputStream()) {
      ImageIO.write(image, "jpeg", jpeg);
      return jpeg.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
