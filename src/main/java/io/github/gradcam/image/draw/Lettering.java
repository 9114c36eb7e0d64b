package io.github.gradcam.image.draw;

import io.github.gradcam.image.RgbImage;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.GraphicsEnvironment;
import java.awt.RenderingHints;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.ArrayList;
import java.util.List;

/** Writes and paints on an image's own pixels. Loading this class loads Java2D. */
final class Lettering implements AutoCloseable {

  private static final String ELLIPSIS = "\u2026";
  private static final int[] RGB = {0, 1, 2};

  static {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  private final Graphics2D graphics;

  Lettering(RgbImage image) {
    DataBufferByte data = new DataBufferByte(image.pixels(), image.pixels().length);
    int stride = image.width() * RgbImage.CHANNELS;
    WritableRaster raster =
        Raster.createInterleavedRaster(
            data, image.width(), image.height(), stride, RgbImage.CHANNELS, RGB, null);
    ComponentColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    graphics = new BufferedImage(model, raster, false, null).createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
  }

  void fill(Color color, int x, int y, int width, int height) {
    graphics.setColor(color);
    graphics.fillRect(x, y, width, height);
  }

  /** Writes one line with its middle at y; what does not fit is left out at the end. */
  void write(String text, Type type, int x, int y, int width) {
    Font font = font(text, type);
    FontMetrics metrics = graphics.getFontMetrics(font);
    graphics.setFont(font);
    graphics.setColor(type.color());
    int baseline = y + (metrics.getAscent() - metrics.getDescent()) / 2;
    graphics.drawString(fit(text, metrics, width, type.keepsEnd()), x, baseline);
  }

  int width(String text, Type type) {
    return graphics.getFontMetrics(font(text, type)).stringWidth(text);
  }

  /** Breaks a text into lines between words. */
  List<String> wrap(String text, Type type, int width) {
    FontMetrics metrics = graphics.getFontMetrics(font(text, type));
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      if (line.length() > 0 && metrics.stringWidth(line + " " + word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() == 0 ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Breaks a text into lines between words, at most so many; the last one tells of more. */
  List<String> wrap(String text, Type type, int width, int most) {
    List<String> lines = wrap(text, type, width);
    if (lines.size() <= most) {
      return lines;
    }
    List<String> shown = new ArrayList<>(lines.subList(0, most));
    FontMetrics metrics = graphics.getFontMetrics(font(text, type));
    shown.set(most - 1, fit(lines.get(most - 1) + " " + lines.get(most), metrics, width, false));
    return shown;
  }

  @Override
  public void close() {
    graphics.dispose();
  }

  private static String fit(String text, FontMetrics metrics, int width, boolean keepEnd) {
    int kept = text.length();
    String shown = text;
    while (kept > 0 && metrics.stringWidth(shown) > width) {
      kept--;
      int tail = keepEnd ? kept / 2 : 0;
      shown = text.substring(0, kept - tail) + ELLIPSIS + text.substring(text.length() - tail);
    }
    return shown;
  }

  /** The logical sans serif, or any installed font that has the signs that it lacks. */
  private static Font font(String text, Type type) {
    Font font = new Font(Font.SANS_SERIF, type.bold() ? Font.BOLD : Font.PLAIN, type.size());
    if (font.canDisplayUpTo(text) < 0) {
      return font;
    }
    for (Font installed : InstalledFonts.ALL) {
      if (installed.canDisplayUpTo(text) < 0) {
        return installed.deriveFont(font.getStyle(), type.size());
      }
    }
    return font;
  }

  /** How a text looks: size in pixels, weight, colour, and whether its end matters. */
  record Type(int size, boolean bold, Color color, boolean keepsEnd) {}

  /** Asked for only by a text that the usual font cannot show. */
  private static final class InstalledFonts {
    static final Font[] ALL = GraphicsEnvironment.getLocalGraphicsEnvironment().getAllFonts();
  }
}
