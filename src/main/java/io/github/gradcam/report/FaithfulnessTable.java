package io.github.gradcam.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Scores of explanation methods and layers, for a terminal. An arrow tells whether high or low
 * values are good, a star the best value of a column.
 */
public final class FaithfulnessTable {

  private static final String GAP = "  ";
  private static final char STAR = '*';

  private final List<ScoreColumn> columns;
  private final List<Row> rows;

  private FaithfulnessTable(List<ScoreColumn> columns, List<Row> rows) {
    this.columns = columns;
    this.rows = rows.stream().sorted(Comparator.comparingDouble(row -> -rank(row, 0))).toList();
  }

  /**
   * Lays out the table, the best of the first column on top, and a legend of the columns below it.
   * A column in which nothing was measured is left out.
   *
   * @param columns what was measured, the main score first
   * @param rows the candidates in any order
   * @return lines, each ended by the platform's line break
   * @throws IllegalArgumentException if there is no column, or a row has another number of values
   */
  public static String text(List<ScoreColumn> columns, List<Row> rows) {
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("Expected at least 1 column, found none");
    }
    for (Row row : rows) {
      if (row.values().size() != columns.size()) {
        throw new IllegalArgumentException(
            "Expected %d values for %s at %s, found %d"
                .formatted(columns.size(), row.method(), row.layer(), row.values().size()));
      }
    }
    return new FaithfulnessTable(columns, rows).text();
  }

  private String text() {
    List<List<String>> cells = new ArrayList<>();
    cells.add(names("method", Row::method));
    cells.add(names("layer", Row::layer));
    int[] measured = IntStream.range(0, columns.size()).filter(this::isMeasured).toArray();
    for (int column : measured) {
      cells.add(numbers(column));
    }
    StringBuilder text = new StringBuilder();
    for (int line = 0; line <= rows.size(); line++) {
      text.append(line(cells, line)).append(System.lineSeparator());
    }
    text.append(System.lineSeparator());
    for (int column : measured) {
      ScoreColumn score = columns.get(column);
      text.append(String.format("%-8s %s%n", score.title(), score.legend()));
    }
    return text.toString();
  }

  private List<String> names(String header, Function<Row, String> name) {
    List<String> cells = new ArrayList<>(List.of(header));
    rows.forEach(row -> cells.add(name.apply(row)));
    int width = cells.stream().mapToInt(String::length).max().orElse(0);
    return cells.stream().map(cell -> cell + " ".repeat(width - cell.length())).toList();
  }

  private List<String> numbers(int column) {
    String best = best(column);
    List<String> cells = new ArrayList<>(List.of(columns.get(column).title() + " "));
    for (Row row : rows) {
      String shown = shown(row.values().get(column));
      cells.add(shown + (shown.equals(best) ? STAR : ' '));
    }
    int width = cells.stream().mapToInt(String::length).max().orElse(0);
    return cells.stream().map(cell -> " ".repeat(width - cell.length()) + cell).toList();
  }

  /** The best value as it is shown; values that look the same are equally good. */
  private @Nullable String best(int column) {
    return columns.get(column).best() == ScoreColumn.Best.NONE
        ? null
        : rows.stream()
            .max(Comparator.comparingDouble(row -> rank(row, column)))
            .map(row -> shown(row.values().get(column)))
            .orElse(null);
  }

  private boolean isMeasured(int column) {
    return rows.stream().anyMatch(row -> isNumber(row.values().get(column)));
  }

  private double rank(Row row, int column) {
    Double value = row.values().get(column);
    return isNumber(value) ? columns.get(column).rank(value) : Double.NEGATIVE_INFINITY;
  }

  private static String line(List<List<String>> cells, int line) {
    StringBuilder text = new StringBuilder(cells.get(0).get(line));
    text.append(GAP).append(cells.get(1).get(line));
    cells.stream().skip(2).forEach(column -> text.append(' ').append(column.get(line)));
    return text.toString().stripTrailing();
  }

  private static String shown(@Nullable Double value) {
    return isNumber(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
  }

  private static boolean isNumber(@Nullable Double value) {
    return value != null && !value.isNaN();
  }

  /**
   * One row of a faithfulness table.
   *
   * @param method name of the explanation method
   * @param layer name of the layer it looks at
   * @param values one a column; null or NaN where nothing was measured, shown as a dash
   */
  public record Row(String method, String layer, List<@Nullable Double> values) {}
}
