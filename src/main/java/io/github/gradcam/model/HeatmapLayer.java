package io.github.gradcam.model;

import java.util.Optional;

/**
 * A layer whose activations have places, so that a heatmap can show them.
 *
 * @param name what users call it
 * @param op the op that gives its output
 * @param height rows of its feature maps
 * @param width columns of its feature maps
 * @param channels how many feature maps
 * @param reachable whether the logits are computed from it; an auxiliary head's layer is not
 */
public record HeatmapLayer(
    String name, String op, int height, int width, int channels, boolean reachable) {

  private static final int FINE = 4;

  /**
   * The module that PyTorch called, where its exporter kept that in the name: {@code
   * layer4.1.conv2} of {@code /layer4/layer4.1/conv2/Conv}.
   *
   * @return its path; nothing for other names
   */
  public Optional<String> module() {
    return ModulePath.of(name);
  }

  /**
   * Tells whether there is more than one place.
   *
   * @return false for 1 x 1 feature maps
   */
  public boolean spatial() {
    return height > 1 || width > 1;
  }

  /**
   * Tells whether there are enough places to tell where something is.
   *
   * @return whether there are {@value #FINE} rows and columns or more
   */
  public boolean fine() {
    return height >= FINE && width >= FINE;
  }

  /**
   * Tells whether a map of the layer says little of places.
   *
   * @return whether it has fewer than {@value #FINE} times {@value #FINE} cells
   */
  public boolean coarse() {
    return height * width < FINE * FINE;
  }

  /**
   * Describes the output.
   *
   * @return such as {@code 10 x 10 x 256}
   */
  public String shape() {
    return height + " x " + width + " x " + channels;
  }
}
