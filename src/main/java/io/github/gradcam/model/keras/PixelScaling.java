package io.github.gradcam.model.keras;

import java.util.Set;

/** Watches for layers that bring pixels to scale before the first convolution. */
final class PixelScaling {

  private static final Set<String> LAYERS = Set.of("Rescaling", "Normalization");
  private static final Set<String> CONVOLUTIONS =
      Set.of("Conv2D", "Convolution2D", "DepthwiseConv2D", "SeparableConv2D");

  private boolean found;
  private boolean convolved;

  /** Sees the layers in the order in which they are called. */
  void see(LayerConfig config) {
    boolean scales =
        LAYERS.contains(config.className())
            || (config.isOperation() && Operations.isArithmetic(config));
    found |= scales && !convolved;
    convolved |= CONVOLUTIONS.contains(config.className());
  }

  boolean found() {
    return found;
  }
}
