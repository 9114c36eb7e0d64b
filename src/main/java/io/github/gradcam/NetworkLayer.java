package io.github.gradcam;

/**
 * A layer of the network at which a heatmap can be made.
 *
 * @param name what {@link GradcamBuilder#layers} takes
 * @param height rows of its feature maps
 * @param width columns of its feature maps
 * @param channels how many feature maps it has
 */
public record NetworkLayer(String name, int height, int width, int channels) {}
