package io.github.gradcam.evaluate.causes;

import static io.github.gradcam.explain.map.HeatGrid.SIDE;

import io.github.gradcam.image.RgbImage;
import java.util.BitSet;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

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

  /** The hottest places take at most this share of the image, so that a part is tried, not all. */
  public static final double LARGEST = 0.35;

  /**
   * The cells of a map at 16 x 16 that are at least half as hot as the hottest; none without heat.
   */
  static BitSet hotCells(byte[] grid) {
    int most = 0;
    for (byte cell : grid) {
      most = Math.max(most, cell & 0xff);
    }
    BitSet hot = new BitSet(grid.length);
    for (int cell = 0; cell < grid.length; cell++) {
      hot.set(cell, most > 0 && (grid[cell] & 0xff) >= HOT * most);
    }
    return hot;
  }

  /**
   * Where a map is at least half as hot as at its hottest, or of that the hottest part.
   *
   * @param grid the map at 16 x 16, row-major, 0 to 255 as unsigned bytes
   * @param width columns of the image, at least 1
   * @param height rows, at least 1
   * @return the part, of at most {@value #LARGEST} of the image; empty if the map is 0 everywhere
   */
  public static Region hot(byte[] grid, int width, int height) {
    return hottest(grid, cells(grid), width, height);
  }

  /** How many cells of a map {@link #hot} takes. */
  private static int cells(byte[] grid) {
    return Math.min(hotCells(grid).cardinality(), (int) (LARGEST * grid.length));
  }

  /**
   * The hottest part of a map.
   *
   * @param cells how many of the 256 to take
   */
  static Region hottest(byte[] grid, int cells, int width, int height) {
    BitSet taken = new BitSet(grid.length);
    IntStream.range(0, grid.length)
        .boxed()
        .sorted(Comparator.comparingInt((Integer cell) -> -(grid[cell] & 0xff)))
        .limit(cells)
        .forEach(taken::set);
    return of(taken, width, height);
  }

  /** The pixels of some of the 16 x 16 cells. */
  static Region of(BitSet cells, int width, int height) {
    BitSet pixels = new BitSet(width * height);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels.set(y * width + x, cells.get(y * SIDE / height * SIDE + x * SIDE / width));
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
