package io.github.gradcam.image;

import org.bytedeco.opencv.opencv_core.Mat;

/**
 * A heatmap as plain values, at any size; it is stretched over the image that it belongs to.
 *
 * @param values {@code height * width} values in the order [row][column], of 0..1, or of -1..1 if
 *     signed; values outside are held at the ends, NaN counts as 0; shared, not copied
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param signed whether values above 0 speak for a class and values below 0 against it
 */
@SuppressWarnings("ArrayRecordComponent") // values are handed on, never compared
public record HeatValues(float[] values, int width, int height, boolean signed) {

  /**
   * Checks that the values fill the map.
   *
   * @throws IllegalArgumentException if a side is not positive or there is another number of values
   */
  public HeatValues {
    if (width < 1 || height < 1 || values.length != (long) width * height) {
      throw new IllegalArgumentException(
          "Expected a map of %d x %d values, found %d".formatted(width, height, values.length));
    }
  }

  /** The lowest value that the map may hold: -1 or 0. */
  float lowest() {
    return signed ? -1 : 0;
  }

  /**
   * The values, held in their range and resized bilinearly, as [newHeight, newWidth] of float; the
   * caller closes it.
   */
  Mat resized(int newWidth, int newHeight) {
    try (Mat held = MatPixels.of(held(), width, height)) {
      Mat resized = new Mat();
      Resize.resize(held, resized, newWidth, newHeight, false);
      return resized;
    }
  }

  private float[] held() {
    float[] held = new float[values.length];
    for (int i = 0; i < held.length; i++) {
      float value = Float.isNaN(values[i]) ? 0 : values[i];
      held[i] = Math.max(lowest(), Math.min(value, 1));
    }
    return held;
  }
}
