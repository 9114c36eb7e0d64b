package io.github.gradcam.batch.gallery;

import io.github.gradcam.batch.gallery.Drawing.Extra;
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
 * @param drawing which of them are asked for, and the format of images
 */
record RegionWriter(Path output, OutputNames names, Drawing drawing) {

  /** The hot regions, if they are asked for; adds the files that it writes by their kind. */
  List<HotRegion> write(
      RgbImage image,
      HeatValues heat,
      Path photo,
      Explanation explanation,
      Map<String, String> files)
      throws IOException {
    if (!drawing.has(Extra.MASK) && !drawing.has(Extra.CONTOURS) && !drawing.has(Extra.BOXES)) {
      return List.of();
    }
    HotRegions hot = HotRegions.find(heat, drawing.threshold(), image.width(), image.height());
    if (drawing.has(Extra.MASK)) {
      Path mask = names.of(photo, explanation, ".mask.png");
      ImageFiles.writeMask(hot.mask(), mask);
      files.put("mask", ExplanationRecord.path(output, mask));
    }
    if (drawing.has(Extra.CONTOURS)) {
      Path contours = names.of(photo, explanation, ".contours." + drawing.extension());
      ImageFiles.write(Contours.on(image, hot.regions()), contours);
      files.put("contours", ExplanationRecord.path(output, contours));
    }
    return drawing.has(Extra.BOXES) ? hot.regions() : List.of();
  }
}
