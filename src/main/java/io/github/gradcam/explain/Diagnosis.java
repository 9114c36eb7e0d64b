package io.github.gradcam.explain;

/** Whether a map can be read, and if it is blank, why. */
public enum Diagnosis {
  /** The map has bright places. */
  OK("ok", "The map has bright places."),
  /** The ReLU left nothing: everything speaks against the class. */
  ALL_NEGATIVE(
      "all-negative",
      "No place speaks for this class: every weighted activation is negative, so the ReLU leaves nothing."),
  /** The layer gives zeros for this picture. */
  DEAD_LAYER("dead-layer", "The layer is dead for this picture: all of its activations are zero."),
  /** The class does not depend on the layer here. */
  NO_GRADIENT(
      "no-gradient",
      "The logit does not depend on this layer here: its gradient is zero, as in a saturated unit."),
  /** Same value everywhere. */
  UNIFORM("uniform", "The map has the same value everywhere: it favours no place."),
  /** NaN or infinity. */
  NON_FINITE(
      "non-finite", "The network gave NaN or infinite values for this picture; check its weights.");

  private static final float SMALLEST = 1e-6f;

  private final String code;
  private final String sentence;

  Diagnosis(String code, String sentence) {
    this.code = code;
    this.sentence = sentence;
  }

  /**
   * The word in records.
   *
   * @return lower-case, with hyphens
   */
  public String code() {
    return code;
  }

  /**
   * The reason in words.
   *
   * @return one sentence for the reader of the picture
   */
  public String sentence() {
    return sentence;
  }

  /**
   * Tells whether the map shows nothing.
   *
   * @return true unless {@link #OK}
   */
  public boolean blank() {
    return this != OK;
  }

  /**
   * Judges a map.
   *
   * @param signed the map before the ReLU, at the layer's size
   * @param activationPeak the largest absolute activation
   * @param gradientPeak the largest absolute gradient
   * @return the first reason that holds
   */
  static Diagnosis of(float[] signed, float activationPeak, float gradientPeak) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    boolean finite = Float.isFinite(activationPeak) && Float.isFinite(gradientPeak);
    for (float value : signed) {
      finite &= Float.isFinite(value);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!finite) {
      return NON_FINITE;
    } else if (activationPeak == 0) {
      return DEAD_LAYER;
    } else if (gradientPeak == 0) {
      return NO_GRADIENT;
    } else if (high <= 0) {
      return ALL_NEGATIVE;
    }
    return high - Math.max(0, low) <= SMALLEST * high ? UNIFORM : OK;
  }
}
