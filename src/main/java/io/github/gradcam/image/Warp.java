package io.github.gradcam.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * An affine change of place and of brightness. The output pixel (x, y) takes the input at {@code
 * (m00 x + m01 y + m02, m10 x + m11 y + m12)}, sampled bilinearly, times the gain, plus the bias.
 * Pixels are counted from their centres; outside the input its border pixels repeat.
 *
 * @param m00 input columns a step to the right
 * @param m01 input columns a step down
 * @param m02 input column of the first output pixel
 * @param m10 input rows a step to the right
 * @param m11 input rows a step down
 * @param m12 input row of the first output pixel
 * @param gain factor on the values, 1 for none
 * @param bias what is added to the values (0..255), 0 for nothing
 */
public record Warp(
    double m00,
    double m01,
    double m02,
    double m10,
    double m11,
    double m12,
    float gain,
    float bias) {

  /**
   * Draws the warped image.
   *
   * @param image the image
   * @param width columns of the result, at least 1
   * @param height rows of the result, at least 1
   * @return the result, its values rounded and held in 0..255
   */
  public RgbImage apply(RgbImage image, int width, int height) {
    try (Mat in = MatPixels.of(image);
        Mat matrix = matrix();
        Mat out = new Mat();
        Size size = new Size(width, height);
        Scalar black = new Scalar(0, 0, 0, 0)) {
      int flags = opencv_imgproc.INTER_LINEAR | opencv_imgproc.WARP_INVERSE_MAP;
      opencv_imgproc.warpAffine(in, out, matrix, size, flags, opencv_core.BORDER_REPLICATE, black);
      if (gain != 1 || bias != 0) {
        out.convertTo(out, -1, gain, bias);
      }
      return MatPixels.image(out);
    }
  }

  private Mat matrix() {
    Mat matrix = new Mat(2, 3, opencv_core.CV_64FC1);
    try (BytePointer data = matrix.data();
        DoublePointer values = new DoublePointer(data)) {
      values.put(m00, m01, m02, m10, m11, m12);
    }
    return matrix;
  }
}
