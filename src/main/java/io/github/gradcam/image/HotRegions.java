package io.github.gradcam.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatExpr;
import org.bytedeco.opencv.opencv_core.MatVector;

/**
 * Where a heatmap reaches a threshold, at an image's size.
 *
 * @param mask all of these pixels
 * @param regions the connected ones, largest first; none where nothing reaches the threshold
 */
public record HotRegions(Mask mask, List<HotRegion> regions) {

  private static final int NEIGHBOURS = 8;

  /** A contour's links to others: the next, the one before, its first child, its parent. */
  private static final int LINKS = 4;

  private static final int PARENT = 3;

  /** Copies the list. */
  public HotRegions {
    regions = List.copyOf(regions);
  }

  /**
   * Finds the regions: the map is resized bilinearly and cut at the threshold.
   *
   * @param heat the map; of a signed one, what speaks against the class is never hot
   * @param threshold the lowest value that is hot, 0..1
   * @param width columns of the image, at least 1
   * @param height rows of the image, at least 1
   * @return the regions
   * @throws IllegalArgumentException if the threshold is not within 0..1 or a side is not positive
   */
  public static HotRegions find(HeatValues heat, double threshold, int width, int height) {
    if (!(threshold >= 0 && threshold <= 1)) {
      throw new IllegalArgumentException("Expected a threshold of 0 to 1, found " + threshold);
    }
    Resize.check(width, height);
    try (Mat values = heat.resized(width, height);
        MatExpr hot = opencv_core.greaterThanEquals(values, (float) threshold);
        Mat mask = hot.asMat()) {
      return new HotRegions(new Mask(width, height, MatPixels.bytes(mask)), regions(values, mask));
    }
  }

  private static List<HotRegion> regions(Mat values, Mat mask) {
    try (Mat labels = new Mat();
        MatVector contours = new MatVector();
        Mat hierarchy = new Mat()) {
      int count = opencv_imgproc.connectedComponents(mask, labels, NEIGHBOURS, opencv_core.CV_32S);
      RegionHeat heat = RegionHeat.of(values, labels, count);
      int outerAndHoles = opencv_imgproc.RETR_CCOMP;
      int corners = opencv_imgproc.CHAIN_APPROX_SIMPLE;
      opencv_imgproc.findContours(mask, contours, hierarchy, outerAndHoles, corners);
      int[] links = MatPixels.ints(hierarchy);
      List<HotRegion> regions = new ArrayList<>();
      for (int i = 0; i < contours.size(); i++) {
        if (links[i * LINKS + PARENT] < 0) { // an outer edge, not that of a hole
          regions.add(region(contours, i, labels, heat));
        }
      }
      regions.sort(Comparator.comparingLong(HotRegion::area).reversed());
      return regions;
    }
  }

  private static HotRegion region(MatVector contours, int index, Mat labels, RegionHeat heat) {
    int[] points;
    try (Mat contour = contours.get(index)) {
      points = MatPixels.ints(contour);
    }
    int[] x = IntStream.range(0, points.length / 2).map(i -> points[2 * i]).toArray();
    int[] y = IntStream.range(0, points.length / 2).map(i -> points[2 * i + 1]).toArray();
    IntSummaryStatistics columns = Arrays.stream(x).summaryStatistics();
    IntSummaryStatistics rows = Arrays.stream(y).summaryStatistics();
    int label = label(labels, y[0], x[0]);
    return new HotRegion(
        x,
        y,
        columns.getMin(),
        rows.getMin(),
        columns.getMax() - columns.getMin() + 1,
        rows.getMax() - rows.getMin() + 1,
        heat.area()[label],
        heat.peak()[label],
        heat.mean(label));
  }

  private static int label(Mat labels, int row, int column) {
    try (IntIndexer values = labels.createIndexer()) {
      return values.get(row, column);
    }
  }
}
