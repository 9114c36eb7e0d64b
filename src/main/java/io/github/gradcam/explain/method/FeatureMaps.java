package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.map.SignedMap;

/** The activations A of a layer for one image, feature map by feature map. */
final class FeatureMaps {

  private final float[] activations;
  private final int height;
  private final int width;
  private final int count;

  FeatureMaps(Probe probe) {
    activations = probe.activations();
    height = probe.layer().height();
    width = probe.layer().width();
    count = probe.layer().channels();
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  /** K. */
  int count() {
    return count;
  }

  /** A_k: [h * w]. */
  void copy(int k, float[] into) {
    for (int place = 0; place < into.length; place++) {
      into[place] = activations[place * count + k];
    }
  }

  /** Whether A_k has the same value everywhere, as that of a feature not found. */
  boolean flat(int k) {
    for (int i = k; i < activations.length; i += count) {
      if (activations[i] != activations[k]) {
        return false;
      }
    }
    return true;
  }

  /** Whether A_k is zero everywhere. */
  boolean zero(int k) {
    return activations[k] == 0 && flat(k);
  }

  /** The sum of A_k over the places. */
  double sum(int k) {
    return sum(k, activations);
  }

  /** The means over the places of values [h][w][K], such as gradients: [K]. */
  float[] means(float[] values) {
    float[] means = new float[count];
    for (int k = 0; k < count; k++) {
      means[k] = (float) (sum(k, values) / (height * width));
    }
    return means;
  }

  /** The sum over k of w_k A_k. */
  SignedMap weighed(float[] weights) {
    float[] map = new float[height * width];
    for (int place = 0; place < map.length; place++) {
      double sum = 0;
      for (int k = 0; k < count; k++) {
        sum += (double) weights[k] * activations[place * count + k];
      }
      map[place] = (float) sum;
    }
    return new SignedMap(height, width, map);
  }

  private double sum(int k, float[] values) {
    double sum = 0;
    for (int i = k; i < values.length; i += count) {
      sum += values[i];
    }
    return sum;
  }
}
