package io.github.gradcam.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * How a heatmap is laid over a photo.
 *
 * @param colormap the colours
 * @param alpha the heatmap's share of each pixel, 0..1; the rest is the photo
 */
public record Overlay(Colormap colormap, double alpha) {

  /**
   * Checks the share.
   *
   * @param colormap as described above
   * @param alpha as described above
   * @throws IllegalArgumentException if it is not within 0..1
   */
  public Overlay {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("Expected an alpha of 0 to 1, found " + alpha);
    }
  }

  /**
   * Lays a heatmap over a photo.
   *
   * @param photo the photo
   * @param map values of 0..1 in the order [row][column]; NaN counts as 0
   * @param mapWidth the map's columns
   * @param mapHeight the map's rows
   * @return a picture of the photo's size
   */
  public RgbImage blend(RgbImage photo, float[] map, int mapWidth, int mapHeight) {
    try (Mat pixels = MatPixels.of(photo);
        Mat colours = colormap.coloured(map, mapWidth, mapHeight, photo.width(), photo.height())) {
      opencv_core.addWeighted(pixels, 1 - alpha, colours, alpha, 0, pixels);
      return MatPixels.image(pixels);
    }
  }

  /**
   * Colours a heatmap at a photo's size, without the photo.
   *
   * @param photo the photo
   * @param map values of 0..1 in the order [row][column]; NaN counts as 0
   * @param mapWidth the map's columns
   * @param mapHeight the map's rows
   * @return a picture of the photo's size
   */
  public RgbImage heatmap(RgbImage photo, float[] map, int mapWidth, int mapHeight) {
    return colormap.apply(map, mapWidth, mapHeight, photo.width(), photo.height());
  }
}
