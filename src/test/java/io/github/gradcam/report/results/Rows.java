package io.github.gradcam.report.results;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Rows and folders for tests. */
public final class Rows {

  static final List<String> LABELS = List.of("forest", "sea", "street");
  static final RunIdentity IDENTITY = new RunIdentity("1", null, Map.of("model", "m"));

  private Rows() {}

  static ImageRow answered(String path, String label, int predicted, float... probabilities) {
    Map<String, Float> byName = new LinkedHashMap<>();
    for (int i = 0; i < probabilities.length; i++) {
      byName.put(LABELS.get(i), probabilities[i]);
    }
    String name = LABELS.get(predicted);
    return new ImageRow(
        path,
        640,
        480,
        label,
        predicted,
        name,
        probabilities[predicted],
        name.equals(label),
        byName,
        predicted,
        name,
        probabilities[predicted],
        "gradcam",
        "add_7",
        "ok",
        1.5f,
        0.25f,
        0.5f,
        0.625f,
        0.125f,
        0.1f,
        0.2f,
        0.3f,
        0.4f,
        "heatmaps/" + path + ".npy",
        null,
        null,
        null);
  }

  static ImageRow plain(String path) {
    return answered(path, "sea", 1, 0.25f, 0.5f, 0.25f);
  }

  static ImageRow withPeak(String path, Float peak) {
    return new ImageRow(
        path,
        1,
        1,
        null,
        1,
        "sea",
        peak,
        null,
        Map.of("sea", peak),
        null,
        null,
        null,
        null,
        null,
        null,
        peak,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static List<String> paths(ResultsJournal journal) throws IOException {
    try (Stream<ImageRow> rows = journal.rows()) {
      return rows.map(ImageRow::path).toList();
    }
  }

  static List<ImageRow> all(ResultsJournal journal) throws IOException {
    try (Stream<ImageRow> rows = journal.rows()) {
      return rows.toList();
    }
  }

  static void journal(Path folder, ImageRow... rows) throws IOException {
    try (ResultsFolder taken = ResultsFolder.open(folder, IDENTITY);
        ResultsJournal journal = ResultsJournal.open(taken)) {
      for (ImageRow row : rows) {
        journal.append(row);
      }
    }
  }
}
