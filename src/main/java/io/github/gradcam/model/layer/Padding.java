package io.github.gradcam.model.layer;

/** What happens at the borders of a convolution or pooling. */
public enum Padding {
  /** Zeros are added so that the output has ceil(size / stride) rows and columns. */
  SAME,
  /** Nothing is added. */
  VALID
}
