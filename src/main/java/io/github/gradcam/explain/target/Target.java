package io.github.gradcam.explain.target;

/**
 * What is asked of an image: the evidence for a class, over another class, or against it. Its
 * score, whose gradient or change is the evidence, is y_c, y_c - y_v, or the negative of either,
 * with y the logits, or the probabilities where {@link TargetScore} asks for them.
 *
 * @param classIndex c, or {@link #PREDICTED}
 * @param versus v, the class that c is weighed against, or {@link #NONE}
 * @param negated whether the evidence against is asked for
 */
public record Target(int classIndex, int versus, boolean negated) {

  /** As a class index: the class that the network predicts. */
  public static final int PREDICTED = -1;

  /** As the class weighed against: none. */
  public static final int NONE = -1;

  /**
   * The evidence for a class.
   *
   * @param classIndex its index, or {@link #PREDICTED}
   * @return a target
   */
  public static Target of(int classIndex) {
    return new Target(classIndex, NONE, false);
  }

  /** The same question of another class. */
  public Target withClass(int index) {
    return new Target(index, versus, negated);
  }

  /** {@return what speaks against it: the same classes with the sign turned} */
  public Target opposite() {
    return new Target(classIndex, versus, !negated);
  }

  /**
   * The number that is explained.
   *
   * @param outputs [classes], logits or probabilities
   * @return what the class has, over the other class if there is one
   */
  public float score(float[] outputs) {
    float score = outputs[classIndex] - (versus == NONE ? 0 : outputs[versus]);
    return negated ? -score : score;
  }
}
