package io.github.gradcam.explain;

import java.util.Map;

/**
 * A map as a method computes it, before the ReLU and any scaling.
 *
 * @param height rows: those of the layer, or of the network's input
 * @param width columns
 * @param values [height][width] in one array, row-major; positive where a place speaks for the
 *     target, in the method's own unit
 * @param measures what the method tells of its own exactness, by name
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record SignedMap(int height, int width, float[] values, Map<String, Double> measures) {

  /**
   * A map without measures.
   *
   * @param height rows
   * @param width columns
   * @param values [height][width], row-major
   */
  public SignedMap(int height, int width, float[] values) {
    this(height, width, values, Map.of());
  }
}
