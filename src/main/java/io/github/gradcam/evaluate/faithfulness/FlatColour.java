package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;

/**
 * A colour that carries no evidence: the one that a network's preprocessing maps to zero.
 *
 * @param red 0..255
 * @param green 0..255
 * @param blue 0..255
 */
public record FlatColour(int red, int green, int blue) {

  /** The middle of the range: zero where pixels are scaled to -1..1. */
  public static final FlatColour GREY = new FlatColour(128, 128, 128);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if one is no grey level
   */
  public FlatColour {
    if (((red | green | blue) & ~0xff) != 0) {
      throw new IllegalArgumentException(
          "Expected red, green and blue in 0..255, found %d, %d, %d".formatted(red, green, blue));
    }
  }

  /**
   * One of the three values.
   *
   * @param channel 0 for red, 1 for green, 2 for blue
   * @return 0..255
   */
  public int channel(int channel) {
    return channel == 0 ? red : channel == 1 ? green : blue;
  }

  /**
   * An image in this colour.
   *
   * @param width columns
   * @param height rows
   * @return a new image
   */
  public RgbImage picture(int width, int height) {
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) channel(i % RgbImage.CHANNELS);
    }
    return new RgbImage(width, height, pixels);
  }
}
