package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.Variation;
import java.util.SplittableRandom;

/**
 * Gaussian noise, a field of it for each sample.
 *
 * @param seed of the fields
 * @param deviation sigma, the standard deviation
 */
record Noise(long seed, double deviation) {

  /** SmoothGrad's: sigma in parts of the range of an image's values. */
  private static final double SHARE_OF_RANGE = 0.15;

  /** Noise of sigma = 0.15 (max x - min x). */
  static Noise forInput(float[] input, long seed) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : input) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new Noise(seed, SHARE_OF_RANGE * (high - low));
  }

  /** Adds the field of a sample. */
  void add(int sample, float[] values) {
    SplittableRandom random = NumberedRandom.of(seed, sample);
    for (int i = 0; i < values.length; i++) {
      values[i] += (float) (deviation * random.nextGaussian());
    }
  }

  /** Versions of the image with the field of each number added. */
  Variation on(Probe probe) {
    return (index, into) -> {
      probe.plain(index, into);
      add(index, into);
    };
  }
}
