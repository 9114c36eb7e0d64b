package io.github.gradcam.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** How a value of 0..1 becomes a colour. */
public enum Colormap {
  /** Dark violet over green to yellow; even to the eye. */
  VIRIDIS(opencv_imgproc.COLORMAP_VIRIDIS),
  /** Blue over green to red, smoother than jet. */
  TURBO(opencv_imgproc.COLORMAP_TURBO),
  /** Blue over green to red, as in the Grad-CAM paper. */
  JET(opencv_imgproc.COLORMAP_JET),
  /** Black over red to pale yellow. */
  INFERNO(opencv_imgproc.COLORMAP_INFERNO),
  /** Black over purple to pale yellow. */
  MAGMA(opencv_imgproc.COLORMAP_MAGMA),
  /** Black to white. */
  GRAY(-1);

  private static final int LEVELS = 256;

  @SuppressWarnings("ImmutableEnumChecker") // nobody writes into the table
  private final RgbImage table;

  Colormap(int code) {
    this.table = table(code);
  }

  /**
   * Finds a colormap by name.
   *
   * @param name its name, in upper or lower case
   * @return the colormap
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static Colormap of(String name) {
    for (Colormap colormap : values()) {
      if (colormap.toString().equalsIgnoreCase(name)) {
        return colormap;
      }
    }
    throw new IllegalArgumentException(
        "Expected a colormap of %s, found \"%s\""
            .formatted(
                Arrays.stream(values()).map(Colormap::toString).collect(Collectors.joining(", ")),
                name));
  }

  /**
   * Colours a map.
   *
   * @param map values of 0..1 in the order [row][column]; others are held there, NaN becomes 0
   * @param width columns
   * @param height rows
   * @return a picture of that size
   */
  public RgbImage apply(float[] map, int width, int height) {
    return apply(map, width, height, width, height);
  }

  /** Colours a map after resizing it bilinearly. */
  RgbImage apply(float[] map, int width, int height, int newWidth, int newHeight) {
    try (Mat coloured = coloured(map, width, height, newWidth, newHeight)) {
      return MatPixels.image(coloured);
    }
  }

  /** The coloured map as [newHeight, newWidth] of RGB bytes; the caller closes it. */
  Mat coloured(float[] map, int width, int height, int newWidth, int newHeight) {
    try (Mat values = MatPixels.of(clamped(map), width, height);
        Mat resized = new Mat();
        Mat colours = MatPixels.of(table)) {
      Resize.resize(values, resized, newWidth, newHeight, false);
      resized.convertTo(resized, opencv_core.CV_8U, LEVELS - 1, 0);
      Mat coloured = new Mat();
      opencv_imgproc.applyColorMap(resized, coloured, colours);
      return coloured;
    }
  }

  /** The name as it is typed: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static float[] clamped(float[] map) {
    float[] clamped = new float[map.length];
    for (int i = 0; i < map.length; i++) {
      float value = map[i];
      clamped[i] = value > 0 ? Math.min(value, 1) : 0; // NaN is not above 0
    }
    return clamped;
  }

  private static RgbImage table(int code) {
    byte[] levels = new byte[LEVELS];
    for (int i = 0; i < LEVELS; i++) {
      levels[i] = (byte) i;
    }
    try (Mat ramp = MatPixels.row(levels);
        BytePointer column = ramp.data();
        Mat rows = new Mat(LEVELS, 1, opencv_core.CV_8UC1, column);
        Mat colours = new Mat()) {
      if (code < 0) {
        opencv_imgproc.cvtColor(rows, colours, opencv_imgproc.COLOR_GRAY2RGB);
      } else {
        opencv_imgproc.applyColorMap(rows, colours, code);
        opencv_imgproc.cvtColor(colours, colours, opencv_imgproc.COLOR_BGR2RGB);
      }
      return MatPixels.image(colours);
    }
  }
}
