package io.github.gradcam.batch.gallery;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the files of an explanation are called, without an extension; no two share a name. */
final class OutputNames {

  private static final int MOST_BYTES = 200;
  private static final int DIGEST_DIGITS = 17;

  private final Path output;
  private final ExplanationPlan plan;
  private final List<String> labels;
  private final Map<String, String> layers = new HashMap<>();
  private final Map<Path, String> stems;
  private final boolean nameClass;

  /**
   * Prepares the names.
   *
   * @param output the folder
   * @param plan tells what may differ between the explanations of an image
   * @param labels of the classes
   * @param files the images
   * @param nameClass whether the names tell the class
   */
  OutputNames(
      Path output,
      ExplanationPlan plan,
      List<String> labels,
      List<ImageInput> files,
      boolean nameClass) {
    this.output = output;
    this.plan = plan;
    this.labels = UniqueWords.of(labels);
    List<String> names =
        new ArrayList<>(plan.layers().stream().map(HeatmapLayer::name).distinct().toList());
    names.removeAll(List.of(Explanation.FUSED, Explanation.INPUT));
    names.addAll(0, List.of(Explanation.FUSED, Explanation.INPUT));
    List<String> words = UniqueWords.of(names);
    for (int i = 0; i < names.size(); i++) {
      layers.put(names.get(i), words.get(i));
    }
    this.stems = files.stream().collect(Collectors.toMap(ImageInput::path, ImageInput::stem));
    this.nameClass = nameClass;
  }

  /** A file of one explanation, such as {@code lake-glacier-gradcam-re-lu-8.npy}. */
  Path of(Path photo, Explanation explanation, String ending) {
    String name = stem(photo, explanation.classIndex());
    if (plan.methods().size() > 1) {
      name += "-" + Methods.key(explanation.method());
    }
    if (plan.layers().size() > 1) {
      name += "-" + layers.get(explanation.layer());
    }
    return output.resolve(fitting(name) + ending);
  }

  /** A file of all explanations of a class. */
  Path of(Path photo, int classIndex, String ending) {
    return output.resolve(fitting(stem(photo, classIndex)) + ending);
  }

  private String stem(Path photo, int classIndex) {
    String stem = stems.getOrDefault(photo, photo.getFileName().toString());
    if (nameClass) {
      stem += "-" + labels.get(classIndex);
    }
    return plan.versus() == Target.NONE ? stem : stem + "-over-" + labels.get(plan.versus());
  }

  /**
   * A name that leaves room for endings: file systems allow 255 bytes. What is cut off is told
   * apart by a digest of the whole.
   */
  static String fitting(String name) {
    int start = name.lastIndexOf('/') + 1;
    String last = name.substring(start);
    if (last.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES) {
      return name;
    }
    int end = 0;
    int bytes = 0;
    while (bytes <= MOST_BYTES - DIGEST_DIGITS - 4) { // a sign has up to 4
      int sign = last.codePointAt(end);
      bytes += Character.toString(sign).getBytes(StandardCharsets.UTF_8).length;
      end += Character.charCount(sign);
    }
    UUID digest = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    String digits = Long.toHexString(digest.getMostSignificantBits());
    return name.substring(0, start) + last.substring(0, end) + "-" + digits;
  }
}
