package io.github.gradcam.explain.map;

import org.jspecify.annotations.Nullable;

/**
 * A heatmap in a few numbers, by which many can be sorted and grouped. With H the heatmap, of h
 * rows and w columns, and S the sum of its values:
 *
 * @param energy S / (h w): how much of the image is hot, 0..1
 * @param centreX sum of H_ij (j + 1/2) / (w S): 0 at the left edge, 1 at the right; NaN where S is
 *     0
 * @param centreY sum of H_ij (i + 1/2) / (h S): 0 at the top, 1 at the bottom; NaN where S is 0
 * @param border share of S in the outermost tenth on each side, 0..1; NaN where S is 0
 * @param hottest the box around the region of at least half of the maximum in which the maximum
 *     lies; null where S is 0
 */
public record HeatStatistics(
    double energy, double centreX, double centreY, double border, @Nullable HotBox hottest) {

  /**
   * Sums up a heatmap.
   *
   * @param map the heatmap
   * @return its statistics
   */
  public static HeatStatistics of(Heatmap map) {
    double sum = 0;
    double sumX = 0;
    double sumY = 0;
    for (int y = 0; y < map.height(); y++) {
      for (int x = 0; x < map.width(); x++) {
        double heat = map.values()[y * map.width() + x];
        sum += heat;
        sumX += heat * (x + 0.5);
        sumY += heat * (y + 0.5);
      }
    }
    return new HeatStatistics(
        sum / map.values().length,
        sumX / (map.width() * sum),
        sumY / (map.height() * sum),
        Rim.share(map.values(), map.height(), map.width()),
        sum > 0 ? HotBox.of(map) : null);
  }
}
