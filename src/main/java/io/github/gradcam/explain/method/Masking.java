package io.github.gradcam.explain.method;

/** Shows an image through a mask. */
final class Masking {

  private static final int COLOURS = 3;

  private Masking() {}

  /**
   * Writes x * M.
   *
   * @param input x, [H][W][3]
   * @param mask M, [H][W], one value for the three colours
   * @param into [H][W][3]
   */
  static void apply(float[] input, float[] mask, float[] into) {
    for (int i = 0; i < mask.length; i++) {
      int pixel = COLOURS * i;
      into[pixel] = mask[i] * input[pixel];
      into[pixel + 1] = mask[i] * input[pixel + 1];
      into[pixel + 2] = mask[i] * input[pixel + 2];
    }
  }
}
