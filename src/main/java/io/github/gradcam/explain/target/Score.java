package io.github.gradcam.explain.target;

/**
 * The number whose gradient a method takes, of logits or of probabilities, whichever {@link
 * TargetScore} is asked for.
 */
public enum Score {
  /** The target's: that of the class, or what it has over the class that it is weighed against. */
  OWN,
  /** The same of logits, whatever is asked for. */
  OWN_LOGIT,
  /** The target's less gamma = 0.6 times the mean of the three classes whose logits are nearest. */
  OVER_NEAREST,
  /**
   * The mean of the target's less each of the three classes whose logits are nearest, weighed by
   * their probabilities, as pytorch-grad-cam has it.
   */
  OVER_NEAREST_BY_PROBABILITY
}
