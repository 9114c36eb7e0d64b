package io.github.gradcam.report;

import java.util.Arrays;
import java.util.List;

/** A confusion matrix for a terminal. */
public final class ConfusionTable {

  private static final String CORNER = "actual \\ predicted";

  private ConfusionTable() {}

  /**
   * Lays out the matrix with a header line and right-aligned columns.
   *
   * @param labels class names
   * @param counts [classes][classes]; rows actual, columns predicted
   * @return lines, each ended by the platform's line break
   * @throws IllegalArgumentException if the matrix is not square in the number of labels
   */
  public static String text(List<String> labels, long[][] counts) {
    requireSquare(labels, counts);
    int names = labels.stream().mapToInt(String::length).max().orElse(0);
    names = Math.max(names, CORNER.length());
    StringBuilder text = new StringBuilder(pad(CORNER, names));
    for (int column = 0; column < counts.length; column++) {
      text.append("  ").append(pad(labels.get(column), columnWidth(labels, counts, column)));
    }
    text.append(System.lineSeparator());
    for (int row = 0; row < counts.length; row++) {
      text.append(pad(labels.get(row), names));
      for (int column = 0; column < counts.length; column++) {
        String count = Long.toString(counts[row][column]);
        text.append("  ").append(pad(count, columnWidth(labels, counts, column)));
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }

  private static int columnWidth(List<String> labels, long[][] counts, int column) {
    long most = Arrays.stream(counts).mapToLong(row -> row[column]).max().orElse(0);
    return Math.max(labels.get(column).length(), Long.toString(most).length());
  }

  private static String pad(String text, int width) {
    return " ".repeat(width - text.length()) + text;
  }

  public static void requireSquare(List<String> labels, long[][] counts) {
    int classes = labels.size();
    if (classes == 0 || counts.length != classes) {
      throw new IllegalArgumentException(
          "Expected a row of counts for each of %d labels, found %d rows"
              .formatted(classes, counts.length));
    }
    for (long[] row : counts) {
      if (row.length != classes) {
        throw new IllegalArgumentException(
            "Expected %d counts in each row, found %d".formatted(classes, row.length));
      }
    }
  }
}
