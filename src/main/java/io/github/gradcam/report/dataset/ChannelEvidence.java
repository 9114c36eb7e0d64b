package io.github.gradcam.report.dataset;

import java.util.List;

/**
 * A feature map that argues much in a group.
 *
 * @param channel its index in the layer
 * @param share of the group's evidence, 0..1
 * @param crops what excites it most, strongest first
 */
public record ChannelEvidence(int channel, double share, List<ImageCrop> crops) {

  /** Copies the crops. */
  public ChannelEvidence {
    crops = List.copyOf(crops);
  }
}
