package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;

/**
 * How unlike two frames are that may show one scene. The second frame's light is matched to the
 * first's, as of a flash; then each of 4 x 3 blocks may have moved by up to two cells, as by a pan,
 * a zoom or something that moves; what is left is weighed against the contrast.
 */
final class SceneChange {

  private static final int BLOCKS_ACROSS = 4;
  private static final int BLOCKS_DOWN = 3;
  private static final int REACH = 2;

  /** Cells of a side that are too few for blocks. */
  private static final int FEW = 12;

  /** A sum of samples a grey level. */
  private static final int LEVEL = Thumbnail.SAMPLES * Thumbnail.SAMPLES;

  private static final double LARGEST_GAIN = 2;

  /** Grey levels of contrast that are too few to tell scenes apart. */
  private static final double FAINT = 10;

  private final Thumbnail before;
  private final Thumbnail after;

  private SceneChange(Thumbnail before, Thumbnail after) {
    this.before = before;
    this.after = after;
  }

  /** Some 0.05 of the same view, 0.3 of a fast pan, more than 0.4 of two scenes. */
  static double between(Thumbnail before, Thumbnail after) {
    double contrast = before.contrast();
    double own = after.contrast();
    double gain = (contrast + 2 * LEVEL) / (own + 2 * LEVEL);
    double held = Math.max(1 / LARGEST_GAIN, Math.min(gain, LARGEST_GAIN));
    Thumbnail matched = after.adjusted(before.mean(), held);
    double common = Math.sqrt(contrast * own * held);
    return new SceneChange(before, matched).rest() / (common + FAINT * LEVEL);
  }

  /** The mean difference of a value, where each block is compared with its best match. */
  private double rest() {
    if (Math.min(before.width(), before.height()) < FEW) {
      return difference(0, 0, before.width(), before.height(), 0, 0);
    }
    double sum = 0;
    int width = before.width() - 2 * REACH;
    int height = before.height() - 2 * REACH;
    for (int j = 0; j < BLOCKS_DOWN; j++) {
      for (int i = 0; i < BLOCKS_ACROSS; i++) {
        sum +=
            least(
                REACH + i * width / BLOCKS_ACROSS,
                REACH + j * height / BLOCKS_DOWN,
                REACH + (i + 1) * width / BLOCKS_ACROSS,
                REACH + (j + 1) * height / BLOCKS_DOWN);
      }
    }
    return sum / (BLOCKS_ACROSS * BLOCKS_DOWN);
  }

  private double least(int left, int top, int right, int bottom) {
    double least = Double.POSITIVE_INFINITY;
    for (int dy = -REACH; dy <= REACH; dy++) {
      for (int dx = -REACH; dx <= REACH; dx++) {
        least = Math.min(least, difference(left, top, right, bottom, dx, dy));
      }
    }
    return least;
  }

  private double difference(int left, int top, int right, int bottom, int dx, int dy) {
    long sum = 0;
    int values = (right - left) * RgbImage.CHANNELS;
    for (int y = top; y < bottom; y++) {
      int from = (y * before.width() + left) * RgbImage.CHANNELS;
      int to = ((y + dy) * before.width() + left + dx) * RgbImage.CHANNELS;
      sum += difference(before.cells(), from, after.cells(), to, values);
    }
    return (double) sum / (values * (bottom - top));
  }

  private static int difference(int[] a, int from, int[] b, int to, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.abs(a[from + i] - b[to + i]);
    }
    return sum;
  }
}
