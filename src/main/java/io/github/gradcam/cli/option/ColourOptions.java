package io.github.gradcam.cli.option;

import com.beust.jcommander.Parameter;
import io.github.gradcam.cli.console.UsageException;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;

/** The colours of heatmaps. */
public final class ColourOptions {

  private static final String HEAT = "heat";
  private static final String UNIFORM = "uniform";

  @Parameter(
      names = "--colormap",
      description = "viridis, turbo, jet, inferno, magma, gray or coolwarm")
  private String colormap = "turbo";

  @Parameter(names = "--alpha", description = "How much the heatmap covers the image, 0..1")
  private double alpha = 0.5;

  @Parameter(
      names = "--opacity",
      description = "heat: places without evidence stay clear; or uniform: all are covered alike")
  private String opacity = HEAT;

  /** How heatmaps are laid over images. */
  public Overlay overlay() {
    if (!opacity.equals(HEAT) && !opacity.equals(UNIFORM)) {
      throw new UsageException(
          "Expected --opacity of heat or uniform, found '%s'".formatted(opacity));
    }
    return new Overlay(Colormap.of(colormap), alpha, opacity.equals(UNIFORM));
  }

  /** As it was typed. */
  String opacity() {
    return opacity;
  }
}
