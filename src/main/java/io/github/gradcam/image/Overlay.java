package io.github.gradcam.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatExpr;

/**
 * How a heatmap is laid over a photo. A signed one is drawn in {@link Colormap#COOLWARM}, whatever
 * the colormap, and fades towards 0: places without evidence stay as they are.
 *
 * @param colormap the colours of unsigned maps
 * @param alpha the heatmap's share of each pixel, 0..1, the rest being the photo; of a signed map
 *     with the value v there, {@code sqrt(alpha) * min(1, 2 |v|)}, since its colours are paler
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
   * @param heat the heatmap
   * @return a picture of the photo's size
   */
  public RgbImage blend(RgbImage photo, HeatValues heat) {
    try (Mat pixels = MatPixels.of(photo);
        Mat values = heat.resized(photo.width(), photo.height());
        Mat colours = colours(heat).coloured(values)) {
      if (heat.signed()) {
        blendByValue(pixels, values, colours);
      } else {
        opencv_core.addWeighted(pixels, 1 - alpha, colours, alpha, 0, pixels);
      }
      return MatPixels.image(pixels);
    }
  }

  /**
   * Colours a heatmap at a photo's size, without the photo.
   *
   * @param photo the photo
   * @param heat the heatmap
   * @return a picture of the photo's size
   */
  public RgbImage heatmap(RgbImage photo, HeatValues heat) {
    try (Mat values = heat.resized(photo.width(), photo.height());
        Mat coloured = colours(heat).coloured(values)) {
      return MatPixels.image(coloured);
    }
  }

  /** The colours in which a heatmap is drawn. */
  Colormap colours(HeatValues heat) {
    return heat.signed() ? Colormap.COOLWARM : colormap;
  }

  /** The share of the colours is sqrt(alpha) * min(1, 2 * |value|). */
  private void blendByValue(Mat pixels, Mat values, Mat colours) {
    double most = Math.sqrt(alpha);
    try (MatExpr magnitudes = opencv_core.abs(values);
        Mat shares = magnitudes.asMat();
        Mat rest = new Mat()) {
      shares.convertTo(shares, -1, 2 * most, 0);
      opencv_imgproc.threshold(shares, shares, most, most, opencv_imgproc.THRESH_TRUNC);
      shares.convertTo(rest, -1, -1, 1);
      opencv_imgproc.blendLinear(pixels, colours, rest, shares, pixels);
    }
  }
}
