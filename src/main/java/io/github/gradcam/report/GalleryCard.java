package io.github.gradcam.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One explanation of the gallery; each component is a name in its template. Texts that are not
 * there are empty, links null; label and percent are those of the class that it explains, the layer
 * is what lies over the image, and confidence is the probability of the likeliest class.
 */
record GalleryCard(
    String image,
    String imageLink,
    String name,
    @Nullable String pictureLink,
    @Nullable String layerLink,
    @Nullable String sheetLink,
    String truth,
    String correctness,
    String confidence,
    String label,
    String versus,
    String percent,
    List<Bar> bars,
    String method,
    String layer,
    @Nullable Finding finding,
    @Nullable String error,
    String state) {

  private static final int MOST_BARS = 5;

  static GalleryCard of(ExplanationRecord record) {
    ClassProbability target = record.target();
    Finding finding = Finding.of(record.diagnosis());
    Map<String, String> files = record.files() == null ? Map.of() : record.files();
    return new GalleryCard(
        record.image(),
        Links.of(record.image()),
        record.image().substring(record.image().lastIndexOf('/') + 1),
        linkOrNull(record.overlay()),
        linkOrNull(files.getOrDefault("overlay", record.overlay())),
        linkOrNull(files.get("sheet")),
        record.label() == null ? "" : record.label(),
        correctness(record),
        confidence(record),
        label(target),
        label(record.versus()),
        target == null ? "" : ClassProbability.percent(target.probability()),
        bars(record.predictions(), target),
        record.method() == null ? "" : record.method(),
        record.layer() == null ? "" : record.layer(),
        finding,
        record.error(),
        record.error() != null ? "failed" : finding == null ? "plain" : finding.kind());
  }

  private static @Nullable String linkOrNull(@Nullable String path) {
    return path == null ? null : Links.of(path);
  }

  private static String label(@Nullable ClassProbability explained) {
    return explained == null ? "" : explained.label();
  }

  private static String correctness(ExplanationRecord record) {
    ClassProbability answer = answer(record);
    if (record.label() == null || answer == null) {
      return "";
    }
    return answer.label().equals(record.label()) ? "right" : "wrong";
  }

  private static String confidence(ExplanationRecord record) {
    ClassProbability answer = answer(record);
    Float probability = answer == null ? null : answer.probability();
    return probability == null ? "0" : String.format(Locale.ROOT, "%.6f", probability);
  }

  private static @Nullable ClassProbability answer(ExplanationRecord record) {
    List<ClassProbability> predictions = record.predictions();
    return predictions == null || predictions.isEmpty() ? null : predictions.get(0);
  }

  private static List<Bar> bars(
      @Nullable List<ClassProbability> predictions, @Nullable ClassProbability target) {
    return predictions == null
        ? List.of()
        : predictions.stream().limit(MOST_BARS).map(each -> Bar.of(each, target)).toList();
  }

  /** One class of a card: its name, the length of its bar as a CSS length, and its probability. */
  record Bar(String name, String length, String share, boolean explained) {

    static Bar of(ClassProbability prediction, @Nullable ClassProbability target) {
      Float probability = prediction.probability();
      double length = probability == null ? 0 : Math.min(100, Math.max(0, 100.0 * probability));
      return new Bar(
          prediction.label(),
          String.format(Locale.ROOT, "%.1f%%", length),
          ClassProbability.percent(probability),
          target != null && target.index() == prediction.index());
    }
  }
}
