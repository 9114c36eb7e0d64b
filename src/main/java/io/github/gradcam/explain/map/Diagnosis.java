package io.github.gradcam.explain.map;

import io.github.gradcam.explain.target.Target;
import java.util.Optional;

/** Whether a map can be read; if it is blank or doubtful, why. */
public enum Diagnosis {
  /** The map has bright places. */
  OK("ok", "The map has bright places.", false),
  /** The method failed. */
  FAILED("failed", "The method failed on this image; the record says why.", true),
  /** NaN or infinity. */
  NON_FINITE(
      "non-finite",
      "The network gave NaN or infinite values for this image; check its weights.",
      true),
  /** No way leads from the layer to the logits. */
  UNREACHABLE(
      "unreachable",
      "The logits are not computed from this layer, so it holds no evidence; `gradcam layers` lists those that do.",
      true),
  /** The target is a class weighed against itself. */
  SAME_CLASS(
      "same-class", "The class is weighed against itself: there is nothing to tell apart.", true),
  /** The layer gives zeros for this image. */
  DEAD_LAYER(
      "dead-layer", "The layer is dead for this image: all of its activations are zero.", true),
  /** The class does not depend on the layer here. */
  NO_GRADIENT(
      "no-gradient",
      "The logit does not depend on this layer here: its gradient is zero, as in a saturated unit.",
      true),
  /** The ReLU left nothing: everything speaks against the class. */
  ALL_NEGATIVE(
      "all-negative",
      "No place speaks for this class, so the ReLU leaves nothing; --counterfactual shows what speaks against it.",
      true),
  /** Same value everywhere. */
  UNIFORM("uniform", "The map has the same value everywhere: it favours no place.", true),
  /** The maps for and against the target are the same. */
  NO_SIGN(
      "no-sign",
      "The maps for and against the class are the same: this method does not ask for a class.",
      true),
  /** Nearly all of the heat lies on the rim. */
  BORDER_ONLY(
      "border-only",
      "The evidence lies on the border only: often an effect of padding, or a frame in the images.",
      false),
  /** The probability cannot rise. */
  SATURATED(
      "saturated",
      "The softmax is saturated: the probability cannot rise, so only a map of the logit, which --target takes unless told otherwise, still tells places apart.",
      false);

  private static final float SMALLEST = 1e-6f;

  private final String code;
  private final String sentence;
  private final boolean blank;

  Diagnosis(String code, String sentence, boolean blank) {
    this.code = code;
    this.sentence = sentence;
    this.blank = blank;
  }

  /** {@return the word in records: lower-case, with hyphens} */
  public String code() {
    return code;
  }

  /** {@return the reason in words: one sentence for the reader of the image} */
  public String sentence() {
    return sentence;
  }

  /**
   * Tells whether the map shows nothing.
   *
   * @return false where it can be read, be it with doubt
   */
  public boolean blank() {
    return blank;
  }

  /** Whether the map is blank and its signed values tell nothing either. */
  public boolean silent() {
    return blank && this != ALL_NEGATIVE && this != UNIFORM;
  }

  /**
   * {@return what is written on the image: whether the map is blank or in doubt, and why; nothing
   * where it is {@link #OK}}
   */
  public Optional<String> note() {
    return this == OK
        ? Optional.empty()
        : Optional.of((blank ? "No heatmap: " : "Read with care: ") + sentence);
  }

  /** {@return what stands in records: the code, and the sentence unless it is {@link #OK}} */
  public String text() {
    return this == OK ? code : code + ": " + sentence;
  }

  /**
   * Judges a map.
   *
   * @param signed the map before the ReLU
   * @param layer what is known of the layer, or of the input for a method without a layer
   * @param target the class explained
   * @param probability its probability
   * @return the first reason that holds
   */
  public static Diagnosis of(SignedMap signed, LayerState layer, Target target, float probability) {
    if (signed.failure() != null) {
      return FAILED;
    }
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    boolean finite =
        Float.isFinite(layer.activationPeak())
            && Float.isFinite(layer.gradientPeak())
            && Float.isFinite(probability);
    for (float value : signed.values()) {
      finite &= Float.isFinite(value);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    if (!finite) {
      return NON_FINITE;
    } else if (!layer.reachable()) {
      return UNREACHABLE;
    } else if (target.classIndex() == target.versus()) {
      return SAME_CLASS;
    } else if (layer.activationPeak() == 0) {
      return DEAD_LAYER;
    } else if (layer.gradientPeak() == 0) {
      return NO_GRADIENT;
    } else if (high <= 0) {
      return low == high ? UNIFORM : ALL_NEGATIVE;
    } else if (high - Math.max(0, low) <= SMALLEST * high) {
      return UNIFORM;
    } else if (Rim.holds(signed)) {
      return BORDER_ONLY;
    }
    return 1 - probability < SMALLEST ? SATURATED : OK;
  }

  /**
   * What a layer gave for an image.
   *
   * @param activationPeak its largest absolute activation
   * @param gradientPeak the largest absolute gradient of the score at it
   * @param reachable whether the logits are computed from it
   */
  public record LayerState(float activationPeak, float gradientPeak, boolean reachable) {

    /** For methods that look at no layer. */
    public static final LayerState LIVE = new LayerState(1, 1, true);
  }
}
