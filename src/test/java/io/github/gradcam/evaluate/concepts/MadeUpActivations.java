package io.github.gradcam.evaluate.concepts;

import java.util.Random;

/**
 * Activations that are sums of four parts, with noise in proportion. {@code
 * src/test/python/concepts.py} makes the same.
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record MadeUpActivations(float[] values, double[][] parts) {

  static final int ROWS = 600;
  static final int WIDTH = 64;
  static final int PARTS = 4;

  static MadeUpActivations of() {
    Random random = new Random(6);
    double[][] parts = new double[PARTS][WIDTH];
    for (double[] part : parts) {
      for (int d = 0; d < WIDTH; d++) {
        part[d] = sparse(random, 0.4);
      }
    }
    float[] values = new float[ROWS * WIDTH];
    for (int row = 0; row < ROWS; row++) {
      double[] amounts = new double[PARTS];
      for (int k = 0; k < PARTS; k++) {
        amounts[k] = sparse(random, 0.5);
      }
      for (int d = 0; d < WIDTH; d++) {
        double value = 0;
        for (int k = 0; k < PARTS; k++) {
          value += amounts[k] * parts[k][d];
        }
        double noisy = value * (0.8 + 0.4 * random.nextFloat());
        values[row * WIDTH + d] = (float) (noisy + 0.05 * random.nextFloat());
      }
    }
    return new MadeUpActivations(values, parts);
  }

  private static double sparse(Random random, double share) {
    boolean there = random.nextFloat() < share;
    return there ? random.nextFloat() : 0;
  }

  float[] joinedParts() {
    float[] joined = new float[PARTS * WIDTH];
    for (int i = 0; i < joined.length; i++) {
      joined[i] = (float) parts[i / WIDTH][i % WIDTH];
    }
    return joined;
  }
}
