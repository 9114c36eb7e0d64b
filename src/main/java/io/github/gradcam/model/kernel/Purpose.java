package io.github.gradcam.model.kernel;

/** What a process does most. */
public enum Purpose {
  /** Answers and explanations of networks, of whatever kind. */
  EXPLAINING,
  /** Training of networks of plain convolutions, and explanations beside it. */
  TRAINING;

  /**
   * Whether it cannot do without a kernel; a network that has others is looked at when it comes.
   */
  boolean needs(KernelKind kind) {
    return this == EXPLAINING
        || switch (kind) {
          case CONVOLUTION, NORMALIZATION, POOLING, PRODUCT, SOFTMAX -> true;
          case DILATED, GROUPED, DEPTHWISE, TRANSPOSED -> false;
        };
  }
}
