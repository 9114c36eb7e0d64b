package io.github.gradcam.explain;

import java.util.List;

/**
 * Turns signed maps of any method into what is drawn, as {@link MapOps} does inside the saved
 * model: on plain values, as a run of a graph costs more than the arithmetic.
 *
 * @param size rows and columns of the network's input
 */
record MapScaling(int size) {

  /** The heatmaps of signed maps: [size * size] each, in 0..1. */
  List<float[]> heatmaps(List<SignedMap> maps) {
    return maps.stream().map(this::heatmap).toList();
  }

  /** Maps at the input's size, otherwise as they are: [size * size] each. */
  List<float[]> resized(List<SignedMap> maps) {
    return maps.stream().map(this::resized).toList();
  }

  private float[] heatmap(SignedMap map) {
    float[] positive = map.values().clone();
    for (int i = 0; i < positive.length; i++) {
      positive[i] = Math.max(0, positive[i]);
    }
    scale(positive);
    float[] heat = resized(new SignedMap(map.height(), map.width(), positive));
    scale(heat);
    return heat;
  }

  private float[] resized(SignedMap map) {
    float[] resized = new float[size * size];
    Bilinear.halfPixelCentres(map.height(), map.width(), size, size).resize(map.values(), resized);
    return resized;
  }

  /** (M - min) / (max - min + 1e-7). */
  private static void scale(float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float range = high - low + MapOps.EPSILON;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - low) / range;
    }
  }
}
