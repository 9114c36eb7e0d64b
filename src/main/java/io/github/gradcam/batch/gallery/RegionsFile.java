package io.github.gradcam.batch.gallery;

import io.github.gradcam.image.HotRegion;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.CocoAnnotation;
import io.github.gradcam.report.CocoFile;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The hot regions of all images as COCO annotations. */
final class RegionsFile {

  private final List<String> labels;
  private final List<CocoFile.Image> images = new ArrayList<>();
  private final List<CocoAnnotation> annotations = new ArrayList<>();

  RegionsFile(List<String> labels) {
    this.labels = labels;
  }

  /** Adds the regions of an image. */
  void add(ImageRecords photo) {
    ExplanationRecord any = photo.records().get(0);
    int width = Objects.requireNonNull(any.width());
    int height = Objects.requireNonNull(any.height());
    CocoFile.Image image = new CocoFile.Image(images.size() + 1, any.image(), width, height);
    images.add(image);
    for (int i = 0; i < photo.records().size(); i++) {
      ExplanationRecord explanation = photo.records().get(i);
      photo.regions().get(i).forEach(region -> add(image, explanation, region));
    }
  }

  /** Writes the file, replacing it. */
  void write(Path json) throws IOException {
    List<CocoFile.Category> categories = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      categories.add(new CocoFile.Category(i + 1, labels.get(i)));
    }
    CocoFile.Info info = new CocoFile.Info("Hot regions of heatmaps", "gradcam " + Version.text());
    new CocoFile(info, images, categories, annotations).write(json);
  }

  private void add(CocoFile.Image image, ExplanationRecord explanation, HotRegion region) {
    ClassProbability target = Objects.requireNonNull(explanation.target());
    annotations.add(
        CocoAnnotation.of(
            annotations.size() + 1,
            image.id(),
            target.index() + 1,
            region.polygonX(),
            region.polygonY(),
            List.of(region.x(), region.y(), region.width(), region.height()),
            region.area(),
            region.peak(),
            Objects.requireNonNull(explanation.method()),
            Objects.requireNonNull(explanation.layer())));
  }
}
