package io.github.gradcam.explain.map;

/**
 * What a map shows before it is scaled to 0..1: ReLU(M) - min ReLU(M), with M the signed map held
 * below the method's ceiling. Maps of one method at one layer can be compared by it, as those of a
 * video's frames are.
 *
 * @param height rows: those of the layer, or of the network's input
 * @param width columns
 * @param values [height][width] in one array, row-major, in the method's own unit; the lowest is 0,
 *     and all are where the map is blank
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Evidence(int height, int width, float[] values) {

  public static Evidence of(SignedMap map) {
    float[] positive = map.values().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    lower(positive);
    return new Evidence(map.height(), map.width(), positive);
  }

  /** The same size, without evidence. */
  public Evidence none() {
    return new Evidence(height, width, new float[values.length]);
  }

  /** {@return the strongest evidence: the largest value, at least 0} */
  public float peak() {
    return peak(values);
  }

  /** M becomes (M - min) / (max - min + 1e-7). */
  static void scale(float[] map) {
    lower(map);
    float range = peak(map) + MapOps.EPSILON;
    for (int i = 0; i < map.length; i++) {
      map[i] /= range;
    }
  }

  /** M becomes M - min. */
  private static void lower(float[] map) {
    float low = Float.POSITIVE_INFINITY;
    for (float value : map) {
      low = Math.min(low, value);
    }
    for (int i = 0; i < map.length; i++) {
      map[i] -= low;
    }
  }

  private static float peak(float[] map) {
    float high = 0;
    for (float value : map) {
      high = Math.max(high, value);
    }
    return high;
  }
}
