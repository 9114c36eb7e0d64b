package io.github.gradcam.evaluate.faithfulness;

/**
 * What could be believed: a method at a layer.
 *
 * @param method name of the explanation method
 * @param layer name of the layer it looks at
 */
public record Candidate(String method, String layer) {

  /** As a reader says it: {@code gradcam at add_7}. */
  @Override
  public String toString() {
    return method + " at " + layer;
  }
}
