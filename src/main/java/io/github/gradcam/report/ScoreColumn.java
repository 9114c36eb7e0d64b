package io.github.gradcam.report;

/**
 * A column of numbers.
 *
 * @param header short name over it
 * @param best which value is the best, and marked
 * @param meaning what it is, for the legend
 */
public record ScoreColumn(String header, Best best, String meaning) {

  /** Which value of a column is the best. */
  public enum Best {
    /** The highest: an arrow up. */
    HIGHEST("\u2191", ", higher is better"),
    /** The lowest: an arrow down. */
    LOWEST("\u2193", ", lower is better"),
    /** None; the column is there for comparison. */
    NONE("", "");

    private final String arrow;
    private final String words;

    Best(String arrow, String words) {
      this.arrow = arrow;
      this.words = words;
    }
  }

  /** The header with its arrow. */
  String title() {
    return header + best.arrow;
  }

  /** What it is, and which values are good. */
  String legend() {
    return meaning + best.words;
  }

  /** A number by which values can be compared whatever the direction: the best is the highest. */
  double rank(double value) {
    return best == Best.LOWEST ? -value : value;
  }
}
