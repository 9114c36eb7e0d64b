package io.github.gradcam.explain;

/** The number whose gradient a method takes. */
public enum Score {
  /** The target's: the class' logit, or what it has over the class that it is weighed against. */
  LOGIT,
  /** The target's less gamma = 0.6 times the mean logit of the three classes nearest to it. */
  OVER_NEAREST,
  /**
   * The mean of the target's less each of the three classes nearest to it, weighed by their
   * probabilities, as pytorch-grad-cam has it.
   */
  OVER_NEAREST_BY_PROBABILITY
}
