package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;

/**
 * A frame in some 2300 square cells, each the sum of {@value #SAMPLES} x {@value #SAMPLES} of its
 * pixels: cheap, since few pixels are read.
 *
 * @param width columns of cells
 * @param height rows of cells
 * @param cells [height][width][R, G, B] in one array, 0..1020
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Thumbnail(int width, int height, int[] cells) {

  /** Samples of a cell in each direction. */
  static final int SAMPLES = 2;

  /** 64 x 36 of a wide image. */
  private static final double CELLS = 64 * 36;

  static Thumbnail of(RgbImage image) {
    double side = Math.max(1, Math.sqrt((double) image.width() * image.height() / CELLS));
    int width = (int) Math.max(1, Math.round(image.width() / side));
    int height = (int) Math.max(1, Math.round(image.height() / side));
    int[] columns = samples(image.width(), width);
    int[] rows = samples(image.height(), height);
    int[] cells = new int[width * height * RgbImage.CHANNELS];
    for (int y = 0; y < rows.length; y++) {
      int row = rows[y] * image.width();
      int first = y / SAMPLES * width;
      for (int x = 0; x < columns.length; x++) {
        int from = (row + columns[x]) * RgbImage.CHANNELS;
        int to = (first + x / SAMPLES) * RgbImage.CHANNELS;
        cells[to] += image.pixels()[from] & 0xff;
        cells[to + 1] += image.pixels()[from + 1] & 0xff;
        cells[to + 2] += image.pixels()[from + 2] & 0xff;
      }
    }
    return new Thumbnail(width, height, cells);
  }

  /** The mean of all values. */
  double mean() {
    double sum = 0;
    for (int value : cells) {
      sum += value;
    }
    return sum / cells.length;
  }

  /** The standard deviation of the cells' brightness, which is the mean of a cell's values. */
  double contrast() {
    double mean = mean();
    double squares = 0;
    for (int i = 0; i < cells.length; i += RgbImage.CHANNELS) {
      double grey = (cells[i] + cells[i + 1] + cells[i + 2]) / 3.0 - mean;
      squares += grey * grey;
    }
    return Math.sqrt(squares * RgbImage.CHANNELS / cells.length);
  }

  /** The same with another mean, and deviations from it times a gain. */
  Thumbnail adjusted(double newMean, double gain) {
    double mean = mean();
    int[] adjusted = new int[cells.length];
    for (int i = 0; i < cells.length; i++) {
      adjusted[i] = (int) Math.round((cells[i] - mean) * gain + newMean);
    }
    return new Thumbnail(width, height, adjusted);
  }

  /** Pixels in the middle of equal parts of a side. */
  private static int[] samples(int side, int cells) {
    int[] samples = new int[cells * SAMPLES];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (int) ((2L * i + 1) * side / (2L * samples.length));
    }
    return samples;
  }
}
