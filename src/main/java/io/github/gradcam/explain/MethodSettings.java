package io.github.gradcam.explain;

/**
 * What methods may be told.
 *
 * @param convention whose formula holds where a paper and the most used library differ
 * @param samples how many random samples or steps a method takes that takes any; 0 for its own
 * @param seed of what is random
 */
public record MethodSettings(Convention convention, int samples, long seed) {

  /** The library's formulas, each method's own number of samples. */
  public static final MethodSettings DEFAULT =
      new MethodSettings(Convention.PYTORCH_GRAD_CAM, 0, 1);

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if the number of samples is negative
   */
  public MethodSettings {
    if (samples < 0) {
      throw new IllegalArgumentException("Expected samples of 1 or more, found " + samples);
    }
  }

  /** The number asked for, or the method's own. */
  public int samplesOr(int own) {
    return samples == 0 ? own : samples;
  }
}
