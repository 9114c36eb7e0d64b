package io.github.gradcam.image;

import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/** Smooths images. */
public final class Blur {

  private Blur() {}

  /**
   * Replaces each pixel by the mean of those around it, weighted by a Gaussian that is cut off at
   * three standard deviations. Beyond the border the image is mirrored.
   *
   * @param image the image
   * @param sigma standard deviation of the Gaussian in pixels, above 0
   * @return the smoothed image, of the same size
   * @throws IllegalArgumentException if sigma is not above 0
   */
  public static RgbImage gaussian(RgbImage image, double sigma) {
    if (!(sigma > 0)) {
      throw new IllegalArgumentException("Expected a sigma above 0, found " + sigma);
    }
    try (Mat in = MatPixels.of(image);
        Mat out = new Mat();
        Size fromSigma = new Size(0, 0)) {
      int border = opencv_core.BORDER_REFLECT_101;
      opencv_imgproc.GaussianBlur(
          in, out, fromSigma, sigma, sigma, border, opencv_core.ALGO_HINT_DEFAULT);
      return MatPixels.image(out);
    }
  }
}
