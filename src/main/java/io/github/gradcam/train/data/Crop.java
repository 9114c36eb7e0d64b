package io.github.gradcam.train.data;

import java.util.random.RandomGenerator;

/**
 * A part of an image, in shares of its sides (0..1).
 *
 * @param left where it begins from the left
 * @param top where it begins from the top
 * @param width its share of the image's width
 * @param height its share of the image's height
 */
record Crop(double left, double top, double width, double height) {

  /** The whole image. */
  static final Crop WHOLE = new Crop(0, 0, 1, 1);

  private static final int TRIES = 10;
  private static final double LOG_MAX_ASPECT = Math.log(4.0 / 3.0);

  /**
   * Draws a crop as Inception's training did (Szegedy et al., CVPR 2015): area and aspect at
   * random, the aspect against that of the image.
   *
   * @param random where the choices come from
   * @param minScale the smallest share of the area, above 0 and at most 1
   * @return a crop inside the image; the whole when none of ten tries fits
   */
  static Crop sample(RandomGenerator random, double minScale) {
    for (int i = 0; i < TRIES && minScale < 1; i++) {
      double area = minScale + (1 - minScale) * random.nextDouble();
      double aspect = Math.exp((2 * random.nextDouble() - 1) * LOG_MAX_ASPECT);
      double width = Math.sqrt(area * aspect);
      double height = Math.sqrt(area / aspect);
      if (width <= 1 && height <= 1) {
        double left = (1 - width) * random.nextDouble();
        return new Crop(left, (1 - height) * random.nextDouble(), width, height);
      }
    }
    return WHOLE;
  }
}
