package io.github.gradcam.image.draw;

import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The scale beside an overlay: its colours, the highest value at the top, with numbers. That of a
 * signed map says too which colour speaks for the class and which against it.
 *
 * @param colormap the colours of the map
 * @param signed whether the scale goes from -1 to 1, rather than from 0
 * @param x left edge of the colours, pixels
 * @param y top edge of the colours, pixels
 * @param height of the colours, pixels
 * @param size height of the panel's type, pixels; also how wide the colours are
 */
record ColourBar(Colormap colormap, boolean signed, int x, int y, int height, int size) {

  private static final int LEAST_SIZES_FOR_ALL = 12;
  private static final int LEAST_SIZES_FOR_MIDDLE = 5;

  /** How much room the colours and what is written to their right need. */
  static int width(int size, boolean signed) {
    return signed ? size * 5 : size * 7 / 2;
  }

  /** What the numbers say. */
  static String meaning(boolean signed) {
    return signed
        ? "Evidence: 1 for, -1 against; 1 is the image's strongest"
        : "Evidence: 0 none, 1 the strongest in this image";
  }

  /** The colours alone, {@code size} pixels wide. */
  RgbImage colours() {
    float lowest = signed ? -1 : 0;
    float[] ramp = new float[size * height];
    for (int i = 0; i < ramp.length; i++) {
      int row = i / size;
      ramp[i] = 1 + (lowest - 1) * row / Math.max(1, height - 1);
    }
    return colormap.apply(new HeatValues(ramp, size, height, signed));
  }

  /** Writes the numbers, and the words of a signed scale. */
  void letter(Lettering lettering) {
    int thickness = Math.max(1, size / 12);
    for (Mark mark : marks()) {
      int row = y + (int) ((height - thickness) * (1 - mark.position()));
      if (mark.tick()) {
        lettering.fill(Ink.TICK, x + size, row, size / 4, thickness);
      }
      int half = mark.type().size() / 2;
      int middle = Math.min(y + height - half, Math.max(y + half, row));
      int left = x + size + size / 3;
      lettering.write(mark.text(), mark.type(), left, middle, width(size, signed) - size * 5 / 4);
    }
  }

  private List<Mark> marks() {
    boolean all = height >= size * LEAST_SIZES_FOR_ALL;
    List<Mark> marks = new ArrayList<>();
    if (signed) {
      marks.add(new Mark(all ? 0.875 : 1, "for", Ink.evidenceFor(size), !all));
      marks.add(new Mark(all ? 0.125 : 0, "against", Ink.evidenceAgainst(size), !all));
    }
    if (all || !signed) {
      numbers(all, marks);
    }
    return marks;
  }

  private void numbers(boolean all, List<Mark> marks) {
    int steps = all ? 4 : height >= size * LEAST_SIZES_FOR_MIDDLE ? 2 : 1;
    String format = all && !signed ? "%.2f" : "%.1f";
    for (int i = 0; i <= steps; i++) {
      double position = (double) i / steps;
      double value = signed ? 2 * position - 1 : position;
      marks.add(
          new Mark(position, String.format(Locale.ROOT, format, value), Ink.tick(size), true));
    }
  }

  /** A text beside the scale; its position is 0 at the bottom and 1 at the top. */
  private record Mark(double position, String text, Lettering.Type type, boolean tick) {}
}
