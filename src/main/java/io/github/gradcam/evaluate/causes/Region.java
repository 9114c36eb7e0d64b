package io.github.gradcam.evaluate.causes;

import io.github.gradcam.image.RgbImage;
import java.util.BitSet;
import java.util.SplittableRandom;

/**
 * A part of an image at the network's input size, where a map is hot.
 *
 * @param width columns of the image
 * @param height rows
 * @param pixels of the part, numbered row by row; shared, not copied
 */
public record Region(int width, int height, BitSet pixels) {

  /** The share of a map's maximum from which on a place is hot. */
  public static final double HOT = 0.5;

  private static final int GRID = 16;

  /**
   * Where a map is at least half as hot as at its hottest.
   *
   * @param grid the map at 16 x 16, row-major, 0 to 255 as unsigned bytes
   * @param width columns of the image, at least 1
   * @param height rows, at least 1
   * @return the part; empty if the map is 0 everywhere
   */
  public static Region hot(byte[] grid, int width, int height) {
    int most = 0;
    for (byte cell : grid) {
      most = Math.max(most, cell & 0xff);
    }
    BitSet pixels = new BitSet(width * height);
    for (int y = 0; y < height && most > 0; y++) {
      for (int x = 0; x < width; x++) {
        int cell = grid[y * GRID / height * GRID + x * GRID / width] & 0xff;
        pixels.set(y * width + x, cell >= HOT * most);
      }
    }
    return new Region(width, height, pixels);
  }

  /** {@return the share of the image that it takes: 0..1} */
  public double share() {
    return pixels.cardinality() / (double) (width * height);
  }

  /**
   * The same shape elsewhere. What leaves at one side enters at the other, so that the area stays.
   *
   * @param random decides where
   * @return a part of the same area
   */
  public Region moved(SplittableRandom random) {
    int down = random.nextInt(height);
    int right = random.nextInt(width);
    BitSet moved = new BitSet(width * height);
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      moved.set((i / width + down) % height * width + (i % width + right) % width);
    }
    return new Region(width, height, moved);
  }

  /**
   * Puts this part of an image onto another.
   *
   * @param from the image
   * @param onto of the same size
   * @return a copy of {@code onto} with the pixels of {@code from} in this part
   */
  public RgbImage transplant(RgbImage from, RgbImage onto) {
    byte[] mixed = onto.pixels().clone();
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      System.arraycopy(
          from.pixels(), i * RgbImage.CHANNELS, mixed, i * RgbImage.CHANNELS, RgbImage.CHANNELS);
    }
    return new RgbImage(onto.width(), onto.height(), mixed);
  }
}
