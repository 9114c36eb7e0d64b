package io.github.gradcam.cli;

import io.github.gradcam.batch.Photo;
import io.github.gradcam.batch.PhotoRenderer;
import io.github.gradcam.explain.Diagnosis;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.Heatmap;
import io.github.gradcam.explain.Methods;
import io.github.gradcam.image.Caption;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.ImageFiles;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.report.ClassProbability;
import io.github.gradcam.report.ExplanationRecord;
import io.github.gradcam.report.NpyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws the explanations of a photo, writes pictures and maps, and makes their records. */
final class ExplanationWriter implements PhotoRenderer<List<ExplanationRecord>> {

  private static final int SHOWN_CLASSES = 5;

  private final Path output;
  private final Explainer explainer;
  private final DrawingOptions drawing;
  private final Map<Path, String> stems;
  private final boolean nameClass;

  /**
   * Prepares to write.
   *
   * @param output the folder
   * @param explainer for the names in captions and records
   * @param drawing how to draw
   * @param files where the pictures of each photo go
   * @param nameClass whether file names tell the class
   */
  ExplanationWriter(
      Path output,
      Explainer explainer,
      DrawingOptions drawing,
      List<PhotoFile> files,
      boolean nameClass) {
    this.output = output;
    this.explainer = explainer;
    this.drawing = drawing;
    this.stems = files.stream().collect(Collectors.toMap(PhotoFile::path, PhotoFile::stem));
    this.nameClass = nameClass;
  }

  @Override
  public List<ExplanationRecord> render(Photo photo, List<Explanation> explanations)
      throws Exception {
    RgbImage image = photo.image();
    List<ExplanationRecord> records = new ArrayList<>();
    for (Explanation explanation : explanations) {
      records.add(write(photo, image, explanation));
    }
    return records;
  }

  private ExplanationRecord write(Photo photo, RgbImage image, Explanation explanation)
      throws IOException {
    Heatmap map = explanation.heatmap();
    RgbImage picture =
        drawing
            .view()
            .draw(
                image,
                new HeatValues(map.values(), map.width(), map.height(), false),
                drawing.overlay(),
                caption(photo, explanation));
    String stem = stem(photo.file(), explanation);
    Path drawn = output.resolve(stem + "." + drawing.extension());
    Path raw = output.resolve(stem + ".npy");
    Files.createDirectories(drawn.toAbsolutePath().getParent());
    ImageFiles.write(picture, drawn);
    NpyFile.write(raw, map.values(), map.height(), map.width());
    return record(photo, explanation, drawn, raw);
  }

  private ExplanationRecord record(Photo photo, Explanation explanation, Path drawn, Path raw) {
    Diagnosis diagnosis = explanation.heatmap().diagnosis();
    return new ExplanationRecord(
        ExplanationRecord.path(output, photo.file()),
        photo.width(),
        photo.height(),
        explanation.method(),
        explanation.layer(),
        probability(explanation, explanation.classIndex()),
        null,
        likeliest(explanation).stream().map(i -> probability(explanation, i)).toList(),
        ExplanationRecord.path(output, drawn),
        ExplanationRecord.path(output, raw),
        null,
        null,
        diagnosis.blank() ? diagnosis.code() + ": " + diagnosis.sentence() : diagnosis.code(),
        null);
  }

  private Caption caption(Photo photo, Explanation explanation) {
    String target = label(explanation.classIndex());
    List<Caption.Entry> entries =
        likeliest(explanation).stream()
            .map(
                i ->
                    new Caption.Entry(
                        label(i), explanation.probabilities()[i], i == explanation.classIndex()))
            .toList();
    Diagnosis diagnosis = explanation.heatmap().diagnosis();
    return new Caption(
        photo.file().getFileName().toString(),
        "%s for %s at %s".formatted(explanation.method(), target, explanation.layer()),
        entries,
        diagnosis.blank() ? diagnosis.sentence() : null);
  }

  private String stem(Path file, Explanation explanation) {
    String stem = stems.getOrDefault(file, file.getFileName().toString());
    String named = nameClass ? stem + "-" + fileName(label(explanation.classIndex())) : stem;
    if (explainer.plan().methods().size() > 1) {
      named += "-" + Methods.key(explanation.method());
    }
    return explainer.plan().layers().size() > 1
        ? named + "-" + fileName(explanation.layer())
        : named;
  }

  private static String fileName(String label) {
    return label.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-");
  }

  private ClassProbability probability(Explanation explanation, int index) {
    return new ClassProbability(index, label(index), explanation.probabilities()[index]);
  }

  private String label(int index) {
    return explainer.classifier().labels().get(index);
  }

  private static List<Integer> likeliest(Explanation explanation) {
    float[] p = explanation.probabilities();
    return IntStream.range(0, p.length)
        .boxed()
        .sorted((a, b) -> Float.compare(p[b], p[a]))
        .limit(SHOWN_CLASSES)
        .toList();
  }
}
