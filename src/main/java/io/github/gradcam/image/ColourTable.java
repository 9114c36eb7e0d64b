package io.github.gradcam.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Makes the colours of a colormap: 256 levels, as an image of one column of RGB pixels. */
final class ColourTable {

  /** How many colours a colormap has. */
  static final int LEVELS = 256;

  private ColourTable() {}

  /** One of OpenCV's colormaps, by its code. */
  static RgbImage openCv(int code) {
    byte[] levels = new byte[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = (byte) i;
    }
    try (Mat ramp = MatPixels.row(levels);
        BytePointer column = ramp.data();
        Mat rows = new Mat(LEVELS, 1, opencv_core.CV_8UC1, column);
        Mat colours = new Mat()) {
      opencv_imgproc.applyColorMap(rows, colours, code);
      opencv_imgproc.cvtColor(colours, colours, opencv_imgproc.COLOR_BGR2RGB);
      return MatPixels.image(colours);
    }
  }

  /** Colours between control points, 0xRRGGBB each, which are spread evenly from low to high. */
  static RgbImage through(int... points) {
    byte[] pixels = new byte[LEVELS * RgbImage.CHANNELS];
    for (int level = 0, at = 0; level < LEVELS; level++) {
      double position = level * (points.length - 1.0) / (LEVELS - 1);
      int lower = Math.min((int) position, points.length - 2);
      for (int shift = 16; shift >= 0; shift -= 8) {
        int from = points[lower] >> shift & 0xff;
        int to = points[lower + 1] >> shift & 0xff;
        pixels[at++] = (byte) Math.round(from + (to - from) * (position - lower));
      }
    }
    return new RgbImage(1, LEVELS, pixels);
  }
}
