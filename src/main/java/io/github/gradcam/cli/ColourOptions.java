package io.github.gradcam.cli;

import com.beust.jcommander.Parameter;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;

/** The colours of heatmaps. */
final class ColourOptions {

  @Parameter(
      names = "--colormap",
      description = "viridis, turbo, jet, inferno, magma, gray or coolwarm")
  private String colormap = "turbo";

  @Parameter(names = "--alpha", description = "How much the heatmap covers the photo, 0..1")
  private double alpha = 0.5;

  Overlay overlay() {
    return new Overlay(Colormap.of(colormap), alpha);
  }
}
