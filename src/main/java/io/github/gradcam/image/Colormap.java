package io.github.gradcam.image;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.jspecify.annotations.Nullable;

/** How a value of a heatmap becomes a colour. */
public enum Colormap {
  /** Dark violet over green to yellow; even to the eye. */
  VIRIDIS(() -> ColourTable.openCv(opencv_imgproc.COLORMAP_VIRIDIS), 0),
  /** Blue over green to red, smoother than jet. */
  TURBO(() -> ColourTable.openCv(opencv_imgproc.COLORMAP_TURBO), 0),
  /** Blue over green to red, as in the Grad-CAM paper. */
  JET(() -> ColourTable.openCv(opencv_imgproc.COLORMAP_JET), 0),
  /** Black over red to pale yellow. */
  INFERNO(() -> ColourTable.openCv(opencv_imgproc.COLORMAP_INFERNO), 0),
  /** Black over purple to pale yellow. */
  MAGMA(() -> ColourTable.openCv(opencv_imgproc.COLORMAP_MAGMA), 0),
  /** Black to white. */
  GRAY(() -> ColourTable.through(0x000000, 0xffffff), 0),
  /**
   * Blue for -1 over pale grey for 0 to red for 1, so that unsigned maps go from pale grey to red.
   * The 33 colours that Moreland gives in "Diverging Color Maps for Scientific Visualization" (ISVC
   * 2009, doi:10.1007/978-3-642-10520-3_9), and those between them.
   */
  COOLWARM(
      () ->
          ColourTable.through(
              0x3b4cc0, 0x445acc, 0x4d68d7, 0x5775e1, 0x6282ea, 0x6c8ef1, 0x779af7, 0x82a5fb, //
              0x8db0fe, 0x98b9ff, 0xa3c2ff, 0xaec9fd, 0xb8d0f9, 0xc2d5f4, 0xccd9ee, 0xd5dbe6, //
              0xdddddd, 0xe5d8d1, 0xecd3c5, 0xf1ccb9, 0xf5c4ad, 0xf7bba0, 0xf7b194, 0xf7a687, //
              0xf49a7b, 0xf18d6f, 0xec7f63, 0xe57058, 0xde604d, 0xd55042, 0xcb3e38, 0xc0282f, //
              0xb40426),
      -1);

  @SuppressWarnings("ImmutableEnumChecker") // gives the same colours each time
  private final Supplier<RgbImage> maker;

  /** Made when it is first used: for most, OpenCV has to be loaded. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes into the table
  private volatile @Nullable RgbImage table;

  private final int lowest;

  Colormap(Supplier<RgbImage> maker, int lowest) {
    this.maker = maker;
    this.lowest = lowest;
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
   * @param heat the map; values below the range of the colours get the first of them
   * @return an image of its size
   */
  public RgbImage apply(HeatValues heat) {
    try (Mat values = heat.resized(heat.width(), heat.height());
        Mat coloured = coloured(values)) {
      return MatPixels.image(coloured);
    }
  }

  /** The colours of [height, width] of float values, as RGB bytes; the caller closes it. */
  Mat coloured(Mat values) {
    double steps = (ColourTable.LEVELS - 1) / (1.0 - lowest);
    try (Mat levels = new Mat();
        Mat colours = MatPixels.of(table())) {
      values.convertTo(levels, opencv_core.CV_8U, steps, -lowest * steps);
      Mat coloured = new Mat();
      opencv_imgproc.applyColorMap(levels, coloured, colours);
      return coloured;
    }
  }

  private RgbImage table() {
    RgbImage made = table;
    if (made == null) {
      made = maker.get();
      table = made;
    }
    return made;
  }

  /** The name as it is typed: lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
