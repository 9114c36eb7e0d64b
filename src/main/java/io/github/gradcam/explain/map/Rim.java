package io.github.gradcam.explain.map;

/** The outermost tenth of a map on each side. */
final class Rim {

  private static final int SMALLEST_SIDE = 5;
  private static final double SHARE = 0.1;
  private static final double NEARLY_ALL = 0.9;

  private Rim() {}

  /** Whether the rim has nine tenths of the positive values; never in a map of few places. */
  static boolean holds(SignedMap map) {
    return Math.min(map.height(), map.width()) >= SMALLEST_SIDE
        && share(map.values(), map.height(), map.width()) > NEARLY_ALL;
  }

  /** Which share of the positive values lies there, 0..1; NaN where there are none. */
  static double share(float[] values, int height, int width) {
    int rows = thickness(height);
    int columns = thickness(width);
    double all = 0;
    double inside = 0;
    for (int y = 0; y < height; y++) {
      boolean innerRow = y >= rows && y < height - rows;
      for (int x = 0; x < width; x++) {
        double heat = Math.max(0, values[y * width + x]);
        all += heat;
        inside += innerRow && x >= columns && x < width - columns ? heat : 0;
      }
    }
    return (all - inside) / all;
  }

  private static int thickness(int side) {
    return Math.max(1, (int) Math.round(SHARE * side));
  }
}
