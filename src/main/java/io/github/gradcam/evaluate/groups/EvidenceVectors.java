package io.github.gradcam.evaluate.groups;

import java.util.stream.IntStream;

/**
 * What argued for an answer, a vector an image: how much each feature map added, or a map in small.
 * Only directions count, not lengths.
 *
 * <p>A vector that is all zero or holds a value that is not finite has no direction: its image
 * belongs to no group.
 *
 * @param values [images][width], row-major; shared, not copied
 * @param width values a vector, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record EvidenceVectors(float[] values, int width) {

  /** Shorter ones are rounding of zero, in half precision too. */
  private static final double SHORTEST = 1e-12;

  /**
   * Checks the sizes.
   *
   * @throws IllegalArgumentException if the width is not positive or the length no multiple of it
   */
  public EvidenceVectors {
    if (width < 1 || values.length % width != 0) {
      throw new IllegalArgumentException(
          "Expected vectors of %d values, found %d values".formatted(width, values.length));
    }
  }

  /** {@return how many images there are} */
  public int images() {
    return values.length / width;
  }

  /**
   * The vectors of some images.
   *
   * @param images their indices
   * @return a copy of theirs, in that order
   */
  public EvidenceVectors of(int[] images) {
    float[] some = new float[images.length * width];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(values, images[i] * width, some, i * width, width);
    }
    return new EvidenceVectors(some, width);
  }

  /** {@return the indices of the images whose vector has a direction, rising} */
  public int[] usable() {
    return IntStream.range(0, images())
        .filter(image -> scale(values, image * width, width) > 0)
        .toArray();
  }

  /**
   * The vectors of some images, scaled to unit length.
   *
   * @param images their indices, all of them usable
   * @return [images][width]
   */
  float[] unit(int[] images) {
    float[] unit = new float[images.length * width];
    for (int i = 0; i < images.length; i++) {
      int from = images[i] * width;
      double scale = scale(values, from, width);
      for (int d = 0; d < width; d++) {
        unit[i * width + d] = (float) (values[from + d] * scale);
      }
    }
    return unit;
  }

  /** 1 / length of a vector; 0 if it has no direction. */
  static double scale(float[] values, int from, int width) {
    double squares = 0;
    for (int d = from; d < from + width; d++) {
      squares += (double) values[d] * values[d];
    }
    double length = Math.sqrt(squares);
    return length > SHORTEST && Double.isFinite(length) ? 1 / length : 0;
  }
}
