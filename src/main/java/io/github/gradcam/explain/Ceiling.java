package io.github.gradcam.explain;

import io.github.gradcam.explain.map.SignedMap;
import java.util.Arrays;

/**
 * Where the colours of a map end: what lies above a quantile of its values is drawn like it.
 *
 * @param quantile 0..1; 1 leaves maps as they are
 */
public record Ceiling(double quantile) {

  /** For maps of single pixels: one in a hundred is drawn like the next. */
  public static final double PIXELS = 0.99;

  static Ceiling of(ExplanationMethod method) {
    return new Ceiling(method instanceof ProbingMethod probing ? probing.ceiling() : 1);
  }

  /** The quantile, by nearest rank, is the largest value of the answer. */
  public SignedMap apply(SignedMap map) {
    if (quantile >= 1) {
      return map;
    }
    float[] sorted = map.values().clone();
    Arrays.sort(sorted);
    float highest = sorted[(int) Math.ceil(quantile * sorted.length) - 1];
    if (!(highest > 0)) {
      return map;
    }
    float[] limited = map.values().clone();
    for (int i = 0; i < limited.length; i++) {
      limited[i] = Math.min(highest, limited[i]);
    }
    return new SignedMap(map.height(), map.width(), limited, map.measures());
  }
}
