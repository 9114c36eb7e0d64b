package io.github.gradcam.evaluate.groups;

import java.util.Random;

/**
 * Vectors of images in groups, with noise about each group's centre. {@code
 * src/test/python/groups.py} makes the same.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record MadeUpVectors(EvidenceVectors vectors, int[] truth) {

  /** The last group holds 3 % of the images. */
  static final double[] SHARES = {0.3, 0.25, 0.22, 0.2, 0.03};

  static MadeUpVectors of(int images, int width, double noise, double[] shares, long seed) {
    Random random = new Random(seed);
    double[][] centres = new double[shares.length][width];
    for (double[] centre : centres) {
      for (int d = 0; d < width; d++) {
        centre[d] = 2 * (double) random.nextFloat() - 1;
      }
    }
    float[] values = new float[images * width];
    int[] truth = new int[images];
    for (int image = 0; image < images; image++) {
      truth[image] = group(shares, random.nextFloat());
      for (int d = 0; d < width; d++) {
        double value = centres[truth[image]][d] + noise * (2 * (double) random.nextFloat() - 1);
        values[image * width + d] = (float) value;
      }
    }
    return new MadeUpVectors(new EvidenceVectors(values, width), truth);
  }

  private static int group(double[] shares, double place) {
    double end = shares[0];
    int group = 0;
    while (group < shares.length - 1 && place >= end) {
      group++;
      end += shares[group];
    }
    return group;
  }
}
