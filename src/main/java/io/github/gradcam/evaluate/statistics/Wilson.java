package io.github.gradcam.evaluate.statistics;

/**
 * Confidence intervals of shares, such as an error rate (Wilson, "Probable Inference, the Law of
 * Succession, and Statistical Inference", Journal of the American Statistical Association 22,
 * 1927). They stay within 0..1 and hold for few images and for shares of 0 and 1 too, where those
 * by resampling have no width.
 */
public final class Wilson {

  /** The 97.5th percentile of the normal distribution. */
  private static final double Z = 1.959963984540054;

  private Wilson() {}

  /**
   * The share with its interval: (h + z^2 / 2) / (n + z^2), give or take z / (n + z^2) sqrt(h (n -
   * h) / n + z^2 / 4), with h hits of n and z = 1.96.
   *
   * @param hits how many images count, 0 to {@code images}
   * @param images of how many
   * @return the share h / n and its 95 % interval; {@link Interval#NONE} of no images
   * @throws IllegalArgumentException if there are more hits than images, or fewer than none
   */
  public static Interval share(int hits, int images) {
    if (hits < 0 || hits > images) {
      throw new IllegalArgumentException(
          "Expected hits from 0 to the %d images, found %d; count both over the same images"
              .formatted(images, hits));
    }
    if (images == 0) {
      return Interval.NONE;
    }
    double square = Z * Z;
    double middle = (hits + square / 2) / (images + square);
    double spread = (double) hits * (images - hits) / images + square / 4;
    double half = Z / (images + square) * Math.sqrt(spread);
    double share = (double) hits / images;
    // Exact ends of 0 and 1 would otherwise miss by a rounding.
    double low = hits == 0 ? 0 : middle - half;
    double high = hits == images ? 1 : middle + half;
    return new Interval(share, low, high, images);
  }
}
