package io.github.gradcam.evaluate.faithfulness;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The order in which pixels are taken away or put back: the hottest first. Pixels of the same heat
 * come in a random order, so that a blank or blocky map gets no structure by accident.
 */
public final class PixelOrder {

  private static final long LOW_HALF = 0xffffffffL;

  private PixelOrder() {}

  /**
   * Sorts the pixels of a map.
   *
   * @param heat [height][width] in one array, each at least 0; NaN counts as 0
   * @param seed of the order among pixels of the same heat
   * @return the indices of the pixels, by falling heat
   */
  public static int[] byFallingHeat(float[] heat, long seed) {
    int[] shuffled = permutation(heat.length, new SplittableRandom(seed));
    long[] keys = new long[heat.length];
    for (int place = 0; place < keys.length; place++) {
      float value = heat[shuffled[place]];
      // Bits of floats from 0 up are ordered as the floats are; the difference makes heat fall.
      long coldness = (long) Integer.MAX_VALUE - Float.floatToIntBits(value > 0 ? value : 0f);
      keys[place] = coldness << Integer.SIZE | place;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    Arrays.setAll(order, i -> shuffled[(int) (keys[i] & LOW_HALF)]);
    return order;
  }

  /** The numbers below n in random order (Fisher and Yates). */
  private static int[] permutation(int n, SplittableRandom random) {
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      int other = random.nextInt(i + 1);
      numbers[i] = numbers[other];
      numbers[other] = i;
    }
    return numbers;
  }
}
