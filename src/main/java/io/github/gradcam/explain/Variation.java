package io.github.gradcam.explain;

/** Writes changed versions of an image, or of its activations; asked by one thread at a time. */
@FunctionalInterface
public interface Variation {

  /**
   * Writes one version.
   *
   * @param index which, from 0
   * @param into filled with whatever an earlier version left; to be overwritten as a whole
   */
  void write(int index, float[] into);
}
