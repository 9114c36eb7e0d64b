package io.github.gradcam.evaluate.labels;

import java.util.Arrays;

/**
 * 64 bits of what an image looks like (pHash; Zauner, "Implementation and Benchmarking of
 * Perceptual Image Hash Functions", 2010): the cosine transform of a thumbnail, of it the 8 x 8
 * lowest frequencies but the first row and column, each 1 if it is above their median. Copies
 * differ by a few bits, other images by about 32.
 */
final class PerceptualHash {

  private static final int BITS = 8;
  private static final double[] COSINES = cosines();

  private PerceptualHash() {}

  static long of(GreyThumbnail thumbnail) {
    int size = GreyThumbnail.SIZE;
    double[] rows = new double[size * BITS];
    for (int row = 0; row < size; row++) {
      for (int f = 0; f < BITS; f++) {
        for (int column = 0; column < size; column++) {
          rows[row * BITS + f] +=
              COSINES[f * size + column] * thumbnail.grey()[row * size + column];
        }
      }
    }
    double[] frequencies = new double[BITS * BITS];
    for (int f = 0; f < BITS; f++) {
      for (int g = 0; g < BITS; g++) {
        for (int row = 0; row < size; row++) {
          frequencies[f * BITS + g] += COSINES[f * size + row] * rows[row * BITS + g];
        }
      }
    }
    double[] sorted = frequencies.clone();
    Arrays.sort(sorted);
    double median = (sorted[BITS * BITS / 2 - 1] + sorted[BITS * BITS / 2]) / 2;
    long hash = 0;
    for (int i = 0; i < frequencies.length; i++) {
      hash |= frequencies[i] > median ? 1L << i : 0;
    }
    return hash;
  }

  /** cos(pi f (2 x + 1) / 64), of the frequencies f from 1 to 8. */
  private static double[] cosines() {
    int size = GreyThumbnail.SIZE;
    double[] cosines = new double[BITS * size];
    for (int f = 0; f < BITS; f++) {
      for (int x = 0; x < size; x++) {
        cosines[f * size + x] = Math.cos(Math.PI * (f + 1) * (2 * x + 1) / (2 * size));
      }
    }
    return cosines;
  }
}
