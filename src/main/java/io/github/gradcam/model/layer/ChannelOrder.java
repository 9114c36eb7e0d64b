package io.github.gradcam.model.layer;

/** The order in which a network takes the colours. */
public enum ChannelOrder {
  /** Red, green, blue. */
  RGB,
  /** Blue, green, red, as networks of Caffe's time take them. */
  BGR
}
