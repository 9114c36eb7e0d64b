package io.github.gradcam.evaluate.groups;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A sample of a collection that is too large to compare all its images: from each stratum, such as
 * a class with its errors told apart, in proportion to its size, but of small ones more, so that
 * what is rare can still form a group.
 */
public final class StratifiedSample {

  /** So many images of each stratum are taken at least, or all, if they fit. */
  public static final int LEAST = 50;

  private StratifiedSample() {}

  /**
   * Draws a sample, without replacement.
   *
   * @param strata the stratum of each image, from 0 up; negative for images not to be drawn
   * @param size how many images to draw, at least 1
   * @param seed of the draw
   * @return their indices, rising: {@code size} of them, or all that may be drawn if these are
   *     fewer
   * @throws IllegalArgumentException if the size is not positive
   */
  public static int[] of(int[] strata, int size, long seed) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "Expected a sample of at least 1 image, found %d".formatted(size));
    }
    int count = Arrays.stream(strata).max().orElse(-1) + 1;
    int[] sizes = new int[count];
    for (int stratum : strata) {
      if (stratum >= 0) {
        sizes[stratum]++;
      }
    }
    int[] quotas = quotas(sizes, size);
    int[] left = sizes.clone();
    SplittableRandom random = new SplittableRandom(seed);
    // Each image is taken with the chance that leaves its stratum's quota filled (Knuth, 3.4.2 S).
    return IntStream.range(0, strata.length)
        .filter(image -> strata[image] >= 0 && taken(strata[image], quotas, left, random))
        .toArray();
  }

  private static boolean taken(int stratum, int[] quotas, int[] left, SplittableRandom random) {
    boolean taken = random.nextInt(left[stratum]) < quotas[stratum];
    left[stratum]--;
    quotas[stratum] -= taken ? 1 : 0;
    return taken;
  }

  /** How many images of each stratum to draw; together, the size or all. */
  static int[] quotas(int[] sizes, int size) {
    long all = Arrays.stream(sizes).asLongStream().sum();
    long wanted = Math.min(size, all);
    int strata = (int) Arrays.stream(sizes).filter(n -> n > 0).count();
    int least = strata == 0 ? 0 : (int) Math.min(LEAST, wanted / strata);
    int[] quotas = Arrays.stream(sizes).map(n -> Math.min(n, least)).toArray();
    long given = Arrays.stream(quotas).asLongStream().sum();
    long rest = all - given;
    double[] remainders = new double[sizes.length];
    long open = wanted - given;
    for (int stratum = 0; stratum < sizes.length; stratum++) {
      double share = rest == 0 ? 0 : (double) open * (sizes[stratum] - quotas[stratum]) / rest;
      quotas[stratum] += (int) share;
      remainders[stratum] = share - (int) share;
      given += (int) share;
    }
    // The largest remainders get one more each.
    for (; given < wanted; given++) {
      int largest = 0;
      for (int stratum = 1; stratum < sizes.length; stratum++) {
        largest = remainders[stratum] > remainders[largest] ? stratum : largest;
      }
      quotas[largest]++;
      remainders[largest] = -1;
    }
    return quotas;
  }
}
