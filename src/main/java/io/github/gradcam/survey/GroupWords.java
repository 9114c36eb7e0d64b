package io.github.gradcam.survey;

import io.github.gradcam.explain.map.HeatGrid;
import java.util.Locale;

/** What the images of a group share, in words, by their mean map. */
final class GroupWords {

  private static final int SIDE = HeatGrid.SIDE;
  private static final int RIM = 2;

  /** The share of the image up to which heat is one spot. */
  private static final double SPOT = 0.2;

  private static final double AT_BORDER = 0.6;
  private static final double AT_SIDE = 0.4;

  /** The mean heat of 0 to 255 from which on even heat is that of each image. */
  private static final double STRONG = 128;

  /** A mean map whose maximum is less than so many times its mean has its heat in no one place. */
  private static final double EVEN = 1.8;

  private static final String MIDDLE = "in the middle";

  private GroupWords() {}

  /**
   * Describes a mean map.
   *
   * @param grid [16][16], 0 to 255 as unsigned bytes
   * @return such as "one spot at the upper right"
   */
  static String of(byte[] grid) {
    int most = 0;
    for (byte cell : grid) {
      most = Math.max(most, cell & 0xff);
    }
    if (most == 0) {
      return "no heat";
    }
    double sum = 0;
    for (byte cell : grid) {
      sum += cell & 0xff;
    }
    if (most * SIDE * SIDE < EVEN * sum) {
      return sum >= STRONG * SIDE * SIDE ? "heat everywhere" : "heat in no one place";
    }
    return where(grid, (most + 1) / 2);
  }

  /** Where the cells lie that are hot: the faint heat of the others is in the middle of any map. */
  private static String where(byte[] grid, int threshold) {
    int hot = 0;
    double sum = 0;
    double right = 0;
    double down = 0;
    double[] sides = new double[4]; // upper, lower, left, right
    double rim = 0;
    double middle = 0;
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        double heat = grid[y * SIDE + x] & 0xff;
        if (heat < threshold) {
          continue;
        }
        hot++;
        sum += heat;
        right += heat * (x + 0.5) / SIDE;
        down += heat * (y + 0.5) / SIDE;
        sides[0] += y < RIM ? heat : 0;
        sides[1] += y >= SIDE - RIM ? heat : 0;
        sides[2] += x < RIM ? heat : 0;
        sides[3] += x >= SIDE - RIM ? heat : 0;
        rim += isWithin(x, y, RIM) ? 0 : heat;
        middle += isWithin(x, y, SIDE / 4) ? heat : 0;
      }
    }
    if (rim / sum >= AT_BORDER) {
      return "heat at the " + border(sides, sum);
    }
    String where = where(right / sum, down / sum);
    if (where.equals(MIDDLE) && middle < sum / 2) {
      return "heat in several places";
    }
    return (hot <= SPOT * SIDE * SIDE ? "one spot " : "heat ") + where;
  }

  private static boolean isWithin(int x, int y, int margin) {
    return Math.min(x, y) >= margin && Math.max(x, y) < SIDE - margin;
  }

  private static String border(double[] sides, double sum) {
    String vertical = at(sides, 0, "upper", "lower", sum);
    String horizontal = at(sides, 2, "left", "right", sum);
    if (vertical.isEmpty() && horizontal.isEmpty()) {
      return "border";
    }
    boolean corner = !vertical.isEmpty() && !horizontal.isEmpty();
    return corner ? vertical + " " + horizontal + " corner" : vertical + horizontal + " border";
  }

  /** The one of two opposite sides that holds most of the heat, if one does. */
  private static String at(double[] sides, int first, String name, String opposite, double sum) {
    if (Math.max(sides[first], sides[first + 1]) < AT_SIDE * sum) {
      return "";
    }
    return sides[first] > sides[first + 1] ? name : opposite;
  }

  private static String where(double right, double down) {
    String vertical = down < 0.42 ? "upper" : down > 0.58 ? "lower" : "";
    String horizontal = right < 0.42 ? "left" : right > 0.58 ? "right" : "";
    if (vertical.isEmpty() && horizontal.isEmpty()) {
      return MIDDLE;
    }
    String both = String.join(" ", vertical, horizontal).strip();
    return "at the " + (horizontal.isEmpty() ? both + " part" : both).toLowerCase(Locale.ROOT);
  }
}
