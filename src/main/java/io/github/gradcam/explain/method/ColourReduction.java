package io.github.gradcam.explain.method;

import io.github.gradcam.explain.map.SignedMap;

/** How the values of a pixel's three colours become one. */
enum ColourReduction {
  /** Their sum, for what adds up. */
  SUM {
    @Override
    float join(float red, float green, float blue) {
      return red + green + blue;
    }
  },
  /** The largest of their absolute values. */
  LARGEST_ABSOLUTE {
    @Override
    float join(float red, float green, float blue) {
      return Math.max(Math.abs(red), Math.max(Math.abs(green), Math.abs(blue)));
    }
  };

  private static final int COLOURS = 3;

  abstract float join(float red, float green, float blue);

  /**
   * Joins the colours.
   *
   * @param values [size][size][3] in one array
   * @param size rows and columns
   */
  SignedMap map(float[] values, int size) {
    float[] joined = new float[size * size];
    for (int i = 0; i < joined.length; i++) {
      int pixel = COLOURS * i;
      joined[i] = join(values[pixel], values[pixel + 1], values[pixel + 2]);
    }
    return new SignedMap(size, size, joined);
  }
}
