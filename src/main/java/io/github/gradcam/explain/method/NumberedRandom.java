package io.github.gradcam.explain.method;

import java.util.SplittableRandom;

/**
 * Random numbers for each of many samples: the same for the same seed and sample, whatever was
 * drawn before.
 */
final class NumberedRandom {

  /** Odd, and not what {@link SplittableRandom} itself steps by, so that no sequences overlap. */
  private static final long STEP = 0xD1342543DE82EF95L;

  private NumberedRandom() {}

  static SplittableRandom of(long seed, int sample) {
    return new SplittableRandom(seed + STEP * sample);
  }
}
