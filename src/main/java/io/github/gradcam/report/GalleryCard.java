package io.github.gradcam.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One explanation of the gallery; each component is a name in its template. Texts that are not
 * there are empty, links null; label and percent are those of the class that it explains.
 */
record GalleryCard(
    String image,
    String imageLink,
    String name,
    @Nullable String pictureLink,
    @Nullable String sheetLink,
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
        link(record.image()),
        record.image().substring(record.image().lastIndexOf('/') + 1),
        linkOrNull(record.overlay()),
        linkOrNull(files.get("sheet")),
        label(target),
        label(record.versus()),
        target == null ? "" : percent(target.probability()),
        bars(record.predictions(), target),
        record.method() == null ? "" : record.method(),
        record.layer() == null ? "" : record.layer(),
        finding,
        record.error(),
        record.error() != null ? "failed" : finding == null ? "plain" : finding.kind());
  }

  /** Percent-encodes each part of a path, so that names with %, # or ? open too. */
  static String link(String path) {
    return Arrays.stream(path.split("/", -1))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }

  private static @Nullable String linkOrNull(@Nullable String path) {
    return path == null ? null : link(path);
  }

  private static String label(@Nullable ClassProbability explained) {
    return explained == null ? "" : explained.label();
  }

  private static List<Bar> bars(
      @Nullable List<ClassProbability> predictions, @Nullable ClassProbability target) {
    return predictions == null
        ? List.of()
        : predictions.stream().limit(MOST_BARS).map(each -> Bar.of(each, target)).toList();
  }

  private static String percent(@Nullable Float probability) {
    return probability == null
        ? "not a number"
        : String.format(Locale.ROOT, "%.1f %%", 100 * probability);
  }

  /** One class of a card: its name, the length of its bar as a CSS length, and its probability. */
  record Bar(String name, String length, String share, boolean explained) {

    static Bar of(ClassProbability prediction, @Nullable ClassProbability target) {
      Float probability = prediction.probability();
      double length = probability == null ? 0 : Math.min(100, Math.max(0, 100.0 * probability));
      return new Bar(
          prediction.label(),
          String.format(Locale.ROOT, "%.1f%%", length),
          percent(probability),
          target != null && target.index() == prediction.index());
    }
  }
}
