package io.github.gradcam.report.results;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What many rows say together; they are counted as they go by. One thread at a time. */
public final class ResultsSummary {

  /** Its name in the output folder. */
  public static final String FILE = "summary.json";

  private static final int REASONS = 10;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final FailureReasons reasons = new FailureReasons();
  private final Map<String, Long> diagnoses = new HashMap<>();
  private final Map<String, ClassCount> classes = new TreeMap<>();
  private long images;
  private long failed;
  private long labelled;
  private long correct;

  /** Begins with no rows. */
  public ResultsSummary() {}

  /**
   * Counts a row.
   *
   * @param row of one image
   */
  public void add(ImageRow row) {
    images++;
    if (row.error() != null) {
      failed++;
      reasons.add(row, row.error());
      return;
    }
    if (row.diagnosis() != null) {
      diagnoses.merge(row.diagnosis().split(":", 2)[0], 1L, Long::sum);
    }
    if (row.predictedLabel() != null) {
      count(row.predictedLabel(), 1, 0, 0);
    }
    if (row.label() != null && row.correct() != null) {
      addLabelled(row.label(), row.correct());
    }
  }

  private void addLabelled(String label, boolean isCorrect) {
    labelled++;
    correct += isCorrect ? 1 : 0;
    count(label, 0, 1, isCorrect ? 1 : 0);
  }

  private void count(String label, long predicted, long support, long hits) {
    classes.merge(
        label,
        new ClassCount(label, predicted, support, hits),
        (known, more) ->
            new ClassCount(
                label,
                known.predicted() + more.predicted(),
                known.support() + more.support(),
                known.correct() + more.correct()));
  }

  /** {@return what was counted} */
  public Counts counts() {
    return new Counts(
        images,
        failed,
        reasons.largest(REASONS),
        largestFirst(diagnoses),
        labelled,
        correct,
        labelled == 0 ? null : (double) correct / labelled,
        classes.values().stream()
            .sorted(
                Comparator.comparingLong(ClassCount::predicted)
                    .reversed()
                    .thenComparing(ClassCount::label))
            .toList());
  }

  private static Map<String, Long> largestFirst(Map<String, Long> counts) {
    Map<String, Long> sorted = new LinkedHashMap<>();
    counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /**
   * Writes {@value #FILE}, whole or not at all.
   *
   * @param folder where to write
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path write(Path folder) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(counts());
    Path file = folder.resolve(FILE);
    WholeFile.write(
        file,
        out -> {
          out.write(bytes);
          out.write('\n');
        });
    return file;
  }

  /**
   * Counts of rows.
   *
   * @param images rows
   * @param failed those with an error
   * @param failures why, the largest groups first
   * @param diagnoses images by the code of their diagnosis, the largest first
   * @param labelled images with an answer and a known class
   * @param correct those whose answer is their class
   * @param accuracy their share, 0..1; null without labels
   * @param classes each class that is the answer or the label of an image, most predicted first
   */
  public record Counts(
      long images,
      long failed,
      List<FailureReason> failures,
      Map<String, Long> diagnoses,
      long labelled,
      long correct,
      @Nullable Double accuracy,
      List<ClassCount> classes) {}
}
