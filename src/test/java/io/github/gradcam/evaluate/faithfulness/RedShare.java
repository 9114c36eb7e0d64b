package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;

/**
 * A 'network' whose curves are known in closed form: the probability of class 0 is the share of
 * pixels that are red, that of class 1 the share that are not.
 */
final class RedShare implements ClassScorer {

  private final int pixelsAnImage;
  private int calls;

  RedShare(int width, int height) {
    pixelsAnImage = width * height;
  }

  /** How often the network was asked. */
  int calls() {
    return calls;
  }

  @Override
  public float[] probabilities(byte[] pixels, int count, int classIndex) {
    calls++;
    float[] probabilities = new float[count];
    for (int i = 0; i < count; i++) {
      int red = 0;
      for (int pixel = i * pixelsAnImage; pixel < (i + 1) * pixelsAnImage; pixel++) {
        red += red(pixels, pixel) ? 1 : 0;
      }
      float share = (float) red / pixelsAnImage;
      probabilities[i] = classIndex == 0 ? share : 1 - share;
    }
    return probabilities;
  }

  /** An image that is red in its first columns and black in the others. */
  static RgbImage picture(int width, int height, int redColumns) {
    byte[] pixels = new byte[width * height * 3];
    for (int pixel = 0; pixel < width * height; pixel++) {
      pixels[pixel * 3] = (byte) (pixel % width < redColumns ? 255 : 0);
    }
    return new RgbImage(width, height, pixels);
  }

  private static boolean red(byte[] pixels, int pixel) {
    return (pixels[pixel * 3] & 0xff) > 200 && (pixels[pixel * 3 + 1] & 0xff) < 50;
  }
}
