package io.github.gradcam.image.draw;

import io.github.gradcam.image.HotRegion;
import io.github.gradcam.image.MatPixels;
import io.github.gradcam.image.RgbImage;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Draws the outlines of regions: a bright line on a dark one, which shows on any image. */
public final class Contours {

  private static final int PIXELS_A_LINE_WIDTH = 350;
  private static final int[] LINE = {255, 221, 0};
  private static final int[] BOX = {255, 255, 255};
  private static final int[] EDGE = {20, 20, 20};

  private Contours() {}

  /**
   * Draws the regions on a copy of an image: their outlines in yellow, and thin white boxes.
   *
   * @param photo the image
   * @param regions what to draw, in the image's pixels; none leaves the image as it is
   * @return the drawing, at the image's size
   */
  public static RgbImage on(RgbImage photo, List<HotRegion> regions) {
    int line = Math.max(1, Math.min(photo.width(), photo.height()) / PIXELS_A_LINE_WIDTH + 1);
    int thin = Math.max(1, line / 2);
    try (Mat pixels = MatPixels.of(photo)) {
      regions.forEach(region -> box(pixels, region, thin + 2 * thin, EDGE));
      regions.forEach(region -> box(pixels, region, thin, BOX));
      regions.forEach(region -> outline(pixels, region, line + 2 * thin, EDGE));
      regions.forEach(region -> outline(pixels, region, line, LINE));
      return MatPixels.image(pixels);
    }
  }

  private static void box(Mat pixels, HotRegion region, int thickness, int[] rgb) {
    try (Rect box = new Rect(region.x(), region.y(), region.width(), region.height());
        Scalar colour = new Scalar(rgb[0], rgb[1], rgb[2], 0)) {
      opencv_imgproc.rectangle(pixels, box, colour, thickness, opencv_imgproc.LINE_8, 0);
    }
  }

  private static void outline(Mat pixels, HotRegion region, int thickness, int[] rgb) {
    try (Mat points = points(region);
        MatVector outlines = new MatVector(points);
        Scalar colour = new Scalar(rgb[0], rgb[1], rgb[2], 0)) {
      opencv_imgproc.polylines(
          pixels, outlines, true, colour, thickness, opencv_imgproc.LINE_AA, 0);
    }
  }

  private static Mat points(HotRegion region) {
    int corners = region.polygonX().length;
    int[] xy = new int[2 * corners];
    for (int i = 0; i < corners; i++) {
      xy[2 * i] = region.polygonX()[i];
      xy[2 * i + 1] = region.polygonY()[i];
    }
    Mat points = new Mat(corners, 1, opencv_core.CV_32SC2);
    try (BytePointer data = points.data();
        IntPointer ints = new IntPointer(data)) {
      ints.put(xy);
    }
    return points;
  }
}
