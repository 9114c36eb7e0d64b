package io.github.gradcam.model.kernel;

/** The kinds of ops that image classifiers are made of. */
public enum KernelKind {
  /** Also strided and fused with what follows it. */
  CONVOLUTION("convolution"),
  /** With gaps in the kernel. */
  DILATED("dilated convolution"),
  /** Channels in groups that are convolved apart. */
  GROUPED("grouped convolution"),
  /** Each channel by itself. */
  DEPTHWISE("depthwise convolution"),
  /** The gradient of a convolution as an op of its own. */
  TRANSPOSED("transposed convolution"),
  /** With the statistics of the batch. */
  NORMALIZATION("batch normalisation"),
  /** Largest values, means. */
  POOLING("pooling"),
  /** Also fused with bias and ReLU. */
  PRODUCT("product of matrices"),
  /** Logits to probabilities. */
  SOFTMAX("softmax");

  private final String text;

  KernelKind(String text) {
    this.text = text;
  }

  /** The words for people. */
  String text() {
    return text;
  }
}
