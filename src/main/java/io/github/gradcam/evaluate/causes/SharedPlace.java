package io.github.gradcam.evaluate.causes;

import static io.github.gradcam.explain.map.HeatGrid.CELLS;
import static io.github.gradcam.explain.map.HeatGrid.SIDE;

import io.github.gradcam.image.RgbImage;
import java.util.BitSet;
import java.util.List;

/**
 * Where the pixels of a group's images are alike, and unlike those of ordinary images: what stands
 * at one place in each of them, such as a frame, wherever their maps are hot.
 */
final class SharedPlace {

  /** Their colour varies by at most this share of what it does in ordinary images. */
  private static final double ALIKE = 0.5;

  /** Fewer cells are chance. */
  private static final int FEWEST = 4;

  private SharedPlace() {}

  /**
   * Compares the mean colours of each of the 16 x 16 cells.
   *
   * @return the cells in which one colour's mean differs by {@value TraitDifference#LARGE} standard
   *     deviations of the ordinary images or more, and varies at most half as much as in these;
   *     none if there are fewer than four
   */
  static BitSet cells(Suspicion suspicion) {
    double[][] group = moments(suspicion.group());
    double[][] ordinary = moments(suspicion.ordinary());
    BitSet cells = new BitSet(CELLS);
    for (int i = 0; i < CELLS * RgbImage.CHANNELS; i++) {
      double deviation = ordinary[1][i];
      boolean unlike = Math.abs(group[0][i] - ordinary[0][i]) >= TraitDifference.LARGE * deviation;
      if (deviation > 0 && unlike && group[1][i] <= ALIKE * deviation) {
        cells.set(i / RgbImage.CHANNELS);
      }
    }
    if (cells.cardinality() < FEWEST) {
      cells.clear();
    }
    return cells;
  }

  /** [2][cells * 3]: the means over images, and the standard deviations. */
  private static double[][] moments(List<TrialImage> images) {
    double[][] moments = new double[2][CELLS * RgbImage.CHANNELS];
    for (TrialImage each : images) {
      double[] colours = colours(each.image());
      for (int i = 0; i < colours.length; i++) {
        moments[0][i] += colours[i] / images.size();
        moments[1][i] += colours[i] * colours[i] / images.size();
      }
    }
    for (int i = 0; i < moments[0].length; i++) {
      moments[1][i] = Math.sqrt(Math.max(0, moments[1][i] - moments[0][i] * moments[0][i]));
    }
    return moments;
  }

  /** [cells * 3] the mean colours; of an image smaller than 16 x 16 some are 0. */
  private static double[] colours(RgbImage image) {
    double[] sums = new double[CELLS * RgbImage.CHANNELS];
    int[] counts = new int[CELLS];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int cell = y * SIDE / image.height() * SIDE + x * SIDE / image.width();
        counts[cell]++;
        for (int colour = 0; colour < RgbImage.CHANNELS; colour++) {
          int at = (y * image.width() + x) * RgbImage.CHANNELS + colour;
          sums[cell * RgbImage.CHANNELS + colour] += image.pixels()[at] & 0xff;
        }
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= Math.max(1, counts[i / RgbImage.CHANNELS]);
    }
    return sums;
  }
}
