package io.github.gradcam.explain.map;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A map as a method computes it, before the ReLU and any scaling.
 *
 * @param height rows: those of the layer, or of the network's input
 * @param width columns
 * @param values [height][width] in one array, row-major; positive where a place speaks for the
 *     target, in the method's own unit
 * @param measures what the method tells of its own exactness, by name
 * @param failure why there is no map, which is 0 everywhere then; null where there is one
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record SignedMap(
    int height, int width, float[] values, Map<String, Double> measures, @Nullable String failure) {

  /**
   * A map.
   *
   * @param height rows
   * @param width columns
   * @param values [height][width], row-major
   * @param measures what the method tells of its own exactness, by name
   */
  public SignedMap(int height, int width, float[] values, Map<String, Double> measures) {
    this(height, width, values, measures, null);
  }

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

  /** What stands for a map that could not be made. */
  public static SignedMap failed(int height, int width, String reason) {
    return new SignedMap(height, width, new float[height * width], Map.of(), reason);
  }
}
