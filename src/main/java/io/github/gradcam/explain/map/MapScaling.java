package io.github.gradcam.explain.map;

import java.util.List;

/**
 * Turns the evidence of any method into what is drawn, as {@link MapOps} does inside the saved
 * model: on plain values, as a run of a graph costs more than the arithmetic.
 *
 * @param size rows and columns of the network's input
 */
public record MapScaling(int size) {

  /** The heatmaps of evidence: [size * size] each, in 0..1. */
  public List<float[]> heatmaps(List<Evidence> evidence) {
    return evidence.stream().map(this::heatmap).toList();
  }

  /** Scaled at its own size, resized, and scaled again. */
  public float[] heatmap(Evidence evidence) {
    float[] scaled = evidence.values().clone();
    Evidence.scale(scaled);
    float[] heat = resized(new SignedMap(evidence.height(), evidence.width(), scaled));
    Evidence.scale(heat);
    return heat;
  }

  /** A map at the input's size, otherwise as it is: [size * size]. */
  public float[] resized(SignedMap map) {
    float[] resized = new float[size * size];
    Bilinear.halfPixelCentres(map.height(), map.width(), size, size).resize(map.values(), resized);
    return resized;
  }
}
