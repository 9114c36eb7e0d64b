package io.github.gradcam.evaluate.statistics;

import org.jspecify.annotations.Nullable;

/**
 * A mean over images and how well it is known.
 *
 * @param mean the mean; null if nothing was measured
 * @param low lower end of the 95 % confidence interval; null if fewer than two images were measured
 * @param high its upper end; null where low is
 * @param pictures how many images the mean is over
 */
public record Interval(
    @Nullable Double mean, @Nullable Double low, @Nullable Double high, int pictures) {

  /** Nothing was measured. */
  public static final Interval NONE = new Interval(null, null, null, 0);

  /**
   * {@return whether the true mean is shown to be above zero: true if the whole interval is; false
   * where it is not known}
   */
  public boolean aboveZero() {
    return low != null && low > 0;
  }

  /**
   * The mean, for comparisons.
   *
   * @param missing what to take if nothing was measured
   * @return the mean or that
   */
  public double meanOr(double missing) {
    return mean == null ? missing : mean;
  }
}
