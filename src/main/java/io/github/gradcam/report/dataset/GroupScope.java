package io.github.gradcam.report.dataset;

import java.util.Locale;

/**
 * Of which images a group was made.
 *
 * @param kind what they have in common
 * @param label index of the class that they are said to have, for a pair; else {@link
 *     ReportImage#UNKNOWN}
 * @param answer index of the class answered, unless of all errors
 */
public record GroupScope(Kind kind, int label, int answer) {

  /** What the images of a scope have in common. */
  public enum Kind {
    /** One answer. */
    ANSWER,
    /** One label and one other answer. */
    PAIR,
    /** A wrong answer. */
    ERRORS;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** {@return all errors} */
  public static GroupScope errors() {
    return new GroupScope(Kind.ERRORS, ReportImage.UNKNOWN, ReportImage.UNKNOWN);
  }

  /**
   * All images with one answer.
   *
   * @param answer index of the class
   * @return the scope
   */
  public static GroupScope answered(int answer) {
    return new GroupScope(Kind.ANSWER, ReportImage.UNKNOWN, answer);
  }

  /**
   * All images of a cell of the confusion matrix.
   *
   * @param label index of the class that they are said to have
   * @param answer index of the class answered
   * @return the scope
   */
  public static GroupScope pair(int label, int answer) {
    return new GroupScope(Kind.PAIR, label, answer);
  }
}
