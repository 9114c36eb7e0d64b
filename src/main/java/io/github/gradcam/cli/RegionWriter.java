package io.github.gradcam.cli;

import io.github.gradcam.cli.option.DrawingOptions;
import io.github.gradcam.cli.option.ExtraOptions;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.HotRegion;
import io.github.gradcam.image.HotRegions;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.draw.Contours;
import io.github.gradcam.report.ExplanationRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Finds where a map is hot, and writes masks and contours of it.
 *
 * @param output the folder
 * @param names of the files
 * @param drawing tells the format of pictures
 * @param extras which of them are asked for
 */
record RegionWriter(Path output, PictureNames names, DrawingOptions drawing, ExtraOptions extras) {

  /** The hot regions, if they are asked for; adds the files that it writes by their kind. */
  List<HotRegion> write(
      RgbImage image,
      HeatValues heat,
      Path photo,
      Explanation explanation,
      Map<String, String> files)
      throws IOException {
    if (!extras.mask() && !extras.contours() && !extras.boxes()) {
      return List.of();
    }
    HotRegions hot = HotRegions.find(heat, extras.threshold(), image.width(), image.height());
    if (extras.mask()) {
      Path mask = names.inFolder(photo, explanation, ".mask.png");
      ImageFiles.writeMask(hot.mask(), mask);
      files.put("mask", ExplanationRecord.path(output, mask));
    }
    if (extras.contours()) {
      Path contours = names.inFolder(photo, explanation, ".contours." + drawing.extension());
      ImageFiles.write(Contours.on(image, hot.regions()), contours);
      files.put("contours", ExplanationRecord.path(output, contours));
    }
    return extras.boxes() ? hot.regions() : List.of();
  }
}
