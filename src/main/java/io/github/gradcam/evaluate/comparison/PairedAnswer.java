package io.github.gradcam.evaluate.comparison;

import org.jspecify.annotations.Nullable;

/**
 * The answers of two models to one image.
 *
 * @param label the class that the image is said to have; null where that is not known
 * @param a the class that A predicts
 * @param b the class that B predicts
 * @param distance of their probabilities, 0..1, as {@link SharedClasses#distance} gives it
 * @param overlap of their maps of one class
 */
public record PairedAnswer(
    @Nullable String label, String a, String b, double distance, MapOverlap overlap) {

  /** {@return whether the models predict different classes} */
  public boolean changed() {
    return !a.equals(b);
  }

  boolean rightInA() {
    return a.equals(label);
  }

  boolean rightInB() {
    return b.equals(label);
  }
}
