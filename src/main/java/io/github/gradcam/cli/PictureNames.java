package io.github.gradcam.cli;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.Methods;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the files of an explanation are called, without an extension; no two share a name. */
final class PictureNames {

  private final Path output;
  private final ExplanationPlan plan;
  private final List<String> labels;
  private final Map<Path, String> stems;
  private final boolean nameClass;

  /**
   * Prepares the names.
   *
   * @param output the folder
   * @param plan tells what may differ between the explanations of a photo
   * @param labels of the classes
   * @param files the photos
   * @param nameClass whether the names tell the class
   */
  PictureNames(
      Path output,
      ExplanationPlan plan,
      List<String> labels,
      List<PhotoFile> files,
      boolean nameClass) {
    this.output = output;
    this.plan = plan;
    this.labels = labels;
    this.stems = files.stream().collect(Collectors.toMap(PhotoFile::path, PhotoFile::stem));
    this.nameClass = nameClass;
  }

  /** A file of one explanation, such as {@code lake-glacier-gradcam-re-lu-8.npy}. */
  Path of(Path photo, Explanation explanation, String ending) {
    String name = stem(photo, explanation.classIndex());
    if (plan.methods().size() > 1) {
      name += "-" + Methods.key(explanation.method());
    }
    if (plan.layers().size() > 1) {
      name += "-" + words(explanation.layer());
    }
    return output.resolve(name + ending);
  }

  /** A file of all explanations of a class. */
  Path of(Path photo, int classIndex, String ending) {
    return output.resolve(stem(photo, classIndex) + ending);
  }

  private String stem(Path photo, int classIndex) {
    String stem = stems.getOrDefault(photo, photo.getFileName().toString());
    return nameClass ? stem + "-" + words(labels.get(classIndex)) : stem;
  }

  private static String words(String label) {
    return label.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
  }
}
