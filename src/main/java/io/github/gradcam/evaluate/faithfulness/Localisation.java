package io.github.gradcam.evaluate.faithfulness;

/**
 * Whether the heat lies where the evidence is known to be.
 *
 * <ul>
 *   <li>Pointing game, 0 or 1, higher is better: does the hottest pixel lie within the evidence, or
 *       within a tolerance of it? (Zhang et al., "Top-down Neural Attention by Excitation
 *       Backprop", ECCV 2016, arXiv:1608.00507)
 *   <li>Energy, 0..1, higher is better: heat within the evidence / all heat (the energy-based
 *       pointing game of Wang et al., "Score-CAM", CVPRW 2020, arXiv:1910.01279); a map that says
 *       nothing gets the evidence's {@linkplain KnownEvidence#areaShare share of the area}
 * </ul>
 *
 * <p>They tell whether a network looks where people would, which a faithful map of a network that
 * looks elsewhere does not.
 */
public final class Localisation {

  private static final double TOLERANCE_AT_224 = 15;

  private Localisation() {}

  /**
   * The tolerance of Zhang et al., 15 pixels at 224, for another size.
   *
   * @param width columns
   * @param height rows
   * @return pixels, in proportion to the shorter side
   */
  public static int tolerance(int width, int height) {
    return (int) Math.round(TOLERANCE_AT_224 * Math.min(width, height) / 224);
  }

  /**
   * Plays the pointing game.
   *
   * @param heat [height][width] in one array, at least 0
   * @param evidence of the same size
   * @param tolerance how far beside the evidence still counts, in pixels; see {@link #tolerance}
   * @return 1 for a hit, 0 for a miss; where several pixels are the hottest, the share of them that
   *     hit
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double pointingGame(float[] heat, KnownEvidence evidence, int tolerance) {
    check(heat, evidence);
    float largest = 0;
    for (float value : heat) {
      largest = Math.max(largest, cold(value));
    }
    int hottest = 0;
    int hits = 0;
    for (int pixel = 0; pixel < heat.length; pixel++) {
      if (cold(heat[pixel]) == largest) {
        hottest++;
        hits += near(evidence, pixel, tolerance) ? 1 : 0;
      }
    }
    return (double) hits / hottest;
  }

  /**
   * Measures the energy within the evidence.
   *
   * @param heat [height][width] in one array; what is negative, and NaN, counts as 0
   * @param evidence of the same size
   * @return 0..1; NaN for a map without heat
   * @throws IllegalArgumentException if the sizes differ
   */
  public static double energy(float[] heat, KnownEvidence evidence) {
    check(heat, evidence);
    double all = 0;
    double within = 0;
    for (int pixel = 0; pixel < heat.length; pixel++) {
      double value = cold(heat[pixel]);
      all += value;
      within += evidence.mask().get(pixel) ? value : 0;
    }
    return within / all;
  }

  private static boolean near(KnownEvidence evidence, int pixel, int tolerance) {
    int row = pixel / evidence.width();
    int column = pixel % evidence.width();
    int lastRow = Math.min(evidence.height() - 1, row + tolerance);
    for (int y = Math.max(0, row - tolerance); y <= lastRow; y++) {
      int reach = (int) Math.sqrt(tolerance * tolerance - (y - row) * (y - row));
      int first = y * evidence.width() + Math.max(0, column - reach);
      int last = y * evidence.width() + Math.min(evidence.width() - 1, column + reach);
      int found = evidence.mask().nextSetBit(first);
      if (found >= 0 && found <= last) {
        return true;
      }
    }
    return false;
  }

  private static float cold(float value) {
    return value > 0 ? value : 0;
  }

  private static void check(float[] heat, KnownEvidence evidence) {
    if (heat.length != evidence.width() * evidence.height()) {
      throw new IllegalArgumentException(
          "Expected a map of %d x %d values, found %d"
              .formatted(evidence.width(), evidence.height(), heat.length));
    }
  }
}
