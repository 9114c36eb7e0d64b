package io.github.gradcam.video;

import io.github.gradcam.image.HeatValues;

/** Arithmetic on maps of 0..1. */
final class Heat {

  private Heat() {}

  /** a + share * (b - a) at each place of two maps of one size; NaN counts as 0. */
  static HeatValues mix(HeatValues a, HeatValues b, double share) {
    float[] mixed = new float[a.values().length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = mix(number(a.values()[i]), number(b.values()[i]), share);
    }
    return new HeatValues(mixed, a.width(), a.height(), a.signed());
  }

  /** a + share * (b - a). */
  static float mix(double a, double b, double share) {
    return (float) (a + share * (b - a));
  }

  /** The mean over all places. */
  static double mean(HeatValues heat) {
    double sum = 0;
    for (float value : heat.values()) {
      sum += number(value);
    }
    return sum / heat.values().length;
  }

  /** The largest value, at least 0; NaN counts as 0. */
  static float peak(HeatValues heat) {
    float peak = 0;
    for (float value : heat.values()) {
      peak = Math.max(peak, number(value));
    }
    return peak;
  }

  private static float number(float value) {
    return Float.isNaN(value) ? 0 : value;
  }
}
