package io.github.gradcam.explain.method;

/** What a sample does to the mask through which an image is seen. */
@FunctionalInterface
interface MaskChange {

  /** Leaves masks as they are. */
  MaskChange NONE = (sample, mask) -> {};

  /**
   * Changes a mask in place.
   *
   * @param sample which, from 0
   * @param mask [H * W]
   */
  void apply(int sample, float[] mask);
}
