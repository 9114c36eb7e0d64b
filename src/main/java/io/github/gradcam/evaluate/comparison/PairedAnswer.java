package io.github.gradcam.evaluate.comparison;

/**
 * The answers of two models to one image.
 *
 * @param labelled whether it is known which class the image has
 * @param rightInA whether A predicts that class
 * @param rightInB whether B does
 * @param a the class that A predicts, by a name that no other class has
 * @param b the class that B predicts, likewise
 * @param distance of their probabilities, 0..1, as {@link SharedClasses#distance} gives it
 * @param overlap of their maps of one class
 */
public record PairedAnswer(
    boolean labelled,
    boolean rightInA,
    boolean rightInB,
    String a,
    String b,
    double distance,
    MapOverlap overlap) {

  /** {@return whether the models predict different classes} */
  public boolean changed() {
    return !a.equals(b);
  }
}
