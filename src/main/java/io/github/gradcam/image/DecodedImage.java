package io.github.gradcam.image;

/**
 * A picture as it was read.
 *
 * @param image its pixels, upright; fewer than in the file where it was decoded at a reduced scale
 * @param width columns in the file, upright
 * @param height rows in the file, upright
 */
public record DecodedImage(RgbImage image, int width, int height) {}
