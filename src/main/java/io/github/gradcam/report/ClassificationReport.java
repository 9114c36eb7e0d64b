package io.github.gradcam.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table of scores that scikit-learn users know, for a terminal. */
public final class ClassificationReport {

  private ClassificationReport() {}

  /**
   * Lays out the table: a row a class, the accuracy, a row an average.
   *
   * @param classes scores of the classes
   * @param accuracy share of right answers, 0..1
   * @param averages scores of the averages, with the labels to show
   * @return lines, each ended by the platform's line break
   */
  public static String text(List<Row> classes, double accuracy, List<Row> averages) {
    long support = classes.stream().mapToLong(Row::support).sum();
    Row accuracyRow = new Row("accuracy", null, null, accuracy, support);
    int width =
        Stream.of(classes, List.of(accuracyRow), averages)
            .flatMap(List::stream)
            .mapToInt(row -> row.label().length())
            .max()
            .orElse(0);
    StringBuilder text = new StringBuilder();
    line(text, width, "", "precision", "recall", "f1-score", "support");
    text.append(System.lineSeparator());
    classes.forEach(row -> row(text, width, row, "-"));
    text.append(System.lineSeparator());
    row(text, width, accuracyRow, "");
    averages.forEach(row -> row(text, width, row, "-"));
    return text.toString();
  }

  private static void row(StringBuilder text, int width, Row row, String missing) {
    line(
        text,
        width,
        row.label(),
        score(row.precision(), missing),
        score(row.recall(), missing),
        score(row.f1(), missing),
        Long.toString(row.support()));
  }

  private static void line(StringBuilder text, int width, String label, String... numbers) {
    text.append(" ".repeat(width - label.length())).append(label);
    text.append(String.format(Locale.ROOT, "  %9s %9s %9s %9s%n", (Object[]) numbers));
  }

  private static String score(@Nullable Double score, String missing) {
    return score == null ? missing : String.format(Locale.ROOT, "%.3f", score);
  }

  /**
   * One row of a classification report; a score that does not exist is null and shown as a dash.
   *
   * @param label name of the class, or of the average
   * @param precision 0..1
   * @param recall 0..1
   * @param f1 0..1
   * @param support number of images
   */
  public record Row(
      String label,
      @Nullable Double precision,
      @Nullable Double recall,
      @Nullable Double f1,
      long support) {}
}
