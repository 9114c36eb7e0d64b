package io.github.gradcam.report.dataset;

import java.util.Arrays;

/**
 * A heatmap at {@link #SIDE} x {@link #SIDE}, spread over the whole image.
 *
 * @param values one byte a cell in the order [row][column], unsigned: 0 for no heat, 255 for the
 *     most; where the map is a contrast, 128 is zero, lower values speak for the other class
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record EvidenceMap(byte[] values) {

  /** Rows and columns of a map. */
  public static final int SIDE = 16;

  /** How many bytes a map has. */
  public static final int LENGTH = SIDE * SIDE;

  /**
   * Copies the values.
   *
   * @throws IllegalArgumentException if there are not {@link #LENGTH}
   */
  public EvidenceMap {
    if (values.length != LENGTH) {
      throw new IllegalArgumentException(
          "Expected %d bytes for a map of %d x %d, found %d"
              .formatted(LENGTH, SIDE, SIDE, values.length));
    }
    values = Arrays.copyOf(values, LENGTH);
  }
}
