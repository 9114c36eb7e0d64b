package io.github.gradcam.evaluate.groups;

import java.util.Arrays;

/**
 * How far two groupings of the same images agree: the adjusted Rand index (Hubert and Arabie,
 * "Comparing partitions", Journal of Classification 2, 1985). It is the share of pairs of images
 * that both put together or both apart, scaled so that groupings by chance get 0 and equal ones 1.
 */
public final class RandIndex {

  private RandIndex() {}

  /**
   * Compares two groupings. Numbers of groups need not correspond.
   *
   * @param a the group of each image, from 0 up; negative for none
   * @param b the same of the other grouping, over the same images
   * @return the adjusted Rand index over the images that have a group in both: 1 where the two are
   *     equal, about 0 where they are independent, negative where they agree less than by chance
   * @throws IllegalArgumentException if they differ in length
   */
  public static double adjusted(int[] a, int[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "Expected groups of the same images, found %d and %d".formatted(a.length, b.length));
    }
    int rows = Arrays.stream(a).max().orElse(-1) + 1;
    int columns = Arrays.stream(b).max().orElse(-1) + 1;
    long[] both = new long[Math.max(0, rows * columns)];
    long[] inA = new long[Math.max(0, rows)];
    long[] inB = new long[Math.max(0, columns)];
    long images = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] >= 0 && b[i] >= 0) {
        both[a[i] * columns + b[i]]++;
        inA[a[i]]++;
        inB[b[i]]++;
        images++;
      }
    }
    double together = pairs(both);
    double most = (pairs(inA) + pairs(inB)) / 2;
    double byChance = images < 2 ? 0 : pairs(inA) * pairs(inB) / pairs(new long[] {images});
    // Equal without a choice: all images in one group, or each in its own.
    return most == byChance ? 1 : (together - byChance) / (most - byChance);
  }

  private static double pairs(long[] sizes) {
    return Arrays.stream(sizes).mapToDouble(size -> size * (size - 1) / 2.0).sum();
  }
}
