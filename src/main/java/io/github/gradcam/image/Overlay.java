package io.github.gradcam.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatExpr;

/**
 * How a heatmap is laid over an image. It fades towards 0, so that places without evidence stay as
 * they are; or, if uniform, it covers all places alike. A signed one is drawn in {@link
 * Colormap#COOLWARM}, whatever the colormap, and always fades.
 *
 * @param colormap the colours of unsigned maps
 * @param alpha how much of the image is covered, 0..1; if uniform the heatmap's share of each
 *     pixel, else that share is {@code sqrt(alpha) * min(1, 2 |v|)} where the map is v
 * @param uniform whether an unsigned map covers all places alike
 */
public record Overlay(Colormap colormap, double alpha, boolean uniform) {

  /** The probability below which a class has little evidence. */
  public static final double WEAK = 0.1;

  /**
   * Checks the share.
   *
   * @throws IllegalArgumentException if it is not within 0..1
   */
  public Overlay {
    if (!(alpha >= 0 && alpha <= 1)) {
      throw new IllegalArgumentException("Expected an alpha of 0 to 1, found " + alpha);
    }
  }

  /**
   * A way that fades.
   *
   * @param colormap the colours of unsigned maps
   * @param alpha how much of the image is covered, 0..1
   * @throws IllegalArgumentException if it is not within 0..1
   */
  public Overlay(Colormap colormap, double alpha) {
    this(colormap, alpha, false);
  }

  /**
   * The same with another opacity.
   *
   * @param other how much of the image is covered, 0..1
   * @return a new way
   */
  public Overlay withAlpha(double other) {
    return new Overlay(colormap, other, uniform);
  }

  /**
   * For the map of a class by its probability: each map is scaled to its own strongest evidence, so
   * that of an improbable class would look as hot as that of a sure one.
   *
   * @param probability of the class, 0..1; NaN where it is not known
   * @return half as strong for less than {@value #WEAK}, else the same
   */
  public Overlay ofProbability(double probability) {
    return probability < WEAK ? withAlpha(uniform ? alpha / 2 : alpha / 4) : this;
  }

  /**
   * The same in other colours.
   *
   * @param other the colours of unsigned maps
   * @return a new way
   */
  public Overlay withColormap(Colormap other) {
    return new Overlay(other, alpha, uniform);
  }

  /**
   * Lays a heatmap over an image.
   *
   * @param photo the image
   * @param heat the heatmap
   * @return the drawing, at the image's size
   */
  public RgbImage blend(RgbImage photo, HeatValues heat) {
    try (Mat pixels = MatPixels.of(photo);
        Mat values = heat.resized(photo.width(), photo.height());
        Mat colours = colours(heat).coloured(values)) {
      if (uniform && !heat.signed()) {
        opencv_core.addWeighted(pixels, 1 - alpha, colours, alpha, 0, pixels);
      } else {
        blendByValue(pixels, values, colours);
      }
      return MatPixels.image(pixels);
    }
  }

  /**
   * Colours a heatmap at an image's size, without the image.
   *
   * @param photo the image
   * @param heat the heatmap
   * @return the drawing, at the image's size
   */
  public RgbImage heatmap(RgbImage photo, HeatValues heat) {
    try (Mat values = heat.resized(photo.width(), photo.height());
        Mat coloured = colours(heat).coloured(values)) {
      return MatPixels.image(coloured);
    }
  }

  /** The colours in which a heatmap is drawn. */
  public Colormap colours(HeatValues heat) {
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
