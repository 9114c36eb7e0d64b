package io.github.gradcam.evaluate.labels;

/** Which images are taken as mislabelled, once it is estimated how many of each kind there are. */
public enum LabelPruning {

  /** Of each given label, as many as are wrong: those least sure of it. */
  BY_CLASS,

  /**
   * Of each given label and each true one, as many as are so confused: those that are surest of the
   * other by the largest margin.
   */
  BY_NOISE_RATE,

  /** Those that both take: fewer, and more of them rightly. */
  BOTH
}
