package io.github.gradcam.video;

import io.github.gradcam.explain.map.Evidence;
import io.github.gradcam.image.HeatValues;
import java.util.Arrays;

/**
 * The scale that the maps of a video share: the evidence that is drawn as 1. Once calibrated it
 * stays. Otherwise it begins with the first frames, follows stronger evidence within a second and
 * weaker evidence over minutes, and never falls below half of the largest so far: a scene without
 * evidence stays quiet however long it lasts.
 */
final class EvidenceScale {

  /** The share of the sampled frames whose strongest evidence is not clipped. */
  static final double QUANTILE = 0.95;

  /** The least scale, as a share of the largest so far. */
  static final double FLOOR = 0.5;

  static final HalfLife UP = new HalfLife(0.25);
  static final HalfLife DOWN = new HalfLife(30);

  private float[] sample = {};
  private double scale;
  private double largest;
  private boolean begun;

  /**
   * Fixes the scale by the strongest evidence of sampled frames; those of further calls add to
   * them. Frames without evidence count for nothing.
   */
  void calibrate(float[] peaks) {
    begun = true;
    float[] more = positive(peaks);
    int before = sample.length;
    sample = Arrays.copyOf(sample, before + more.length);
    System.arraycopy(more, 0, sample, before, more.length);
    Arrays.sort(sample);
    if (sample.length > 0) {
      scale = sample[(int) Math.ceil(QUANTILE * sample.length) - 1];
    }
  }

  /** Begins with the strongest evidence of the first frames, and goes on with what comes. */
  void begin(float[] peaks) {
    begun = true;
    for (float peak : positive(peaks)) {
      scale = Math.max(scale, peak);
    }
    largest = scale;
  }

  /** Whether it has seen frames. */
  boolean begun() {
    return begun;
  }

  /**
   * Evidence on the scale, 0..1, clipped at 1.
   *
   * @param elapsed seconds since the frame before, more than 0
   */
  HeatValues scaled(Evidence evidence, double elapsed) {
    if (sample.length == 0) {
      adapt(evidence.peak(), elapsed);
    }
    float[] values = new float[evidence.values().length];
    for (int i = 0; i < values.length && scale > 0; i++) {
      values[i] = (float) Math.min(1, evidence.values()[i] / scale);
    }
    return new HeatValues(values, evidence.width(), evidence.height(), false);
  }

  private void adapt(float peak, double elapsed) {
    if (scale == 0) {
      begin(new float[] {peak});
      return;
    }
    HalfLife pace = peak > scale ? UP : DOWN;
    scale = Math.max(FLOOR * largest, pace.towards(peak, scale, elapsed));
    largest = Math.max(largest, scale);
  }

  private static float[] positive(float[] peaks) {
    float[] positive = new float[peaks.length];
    int count = 0;
    for (float peak : peaks) {
      if (peak > 0 && Float.isFinite(peak)) {
        positive[count++] = peak;
      }
    }
    return Arrays.copyOf(positive, count);
  }
}
