package io.github.gradcam.report;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a diagnosis says about a map.
 *
 * @param kind {@code blank} where the map shows nothing, {@code doubtful} where it is to be read
 *     with care
 * @param title the kind in words
 * @param sentence why
 */
record Finding(String kind, String title, String sentence) {

  /** The codes of maps that show nothing; any other is a warning. */
  private static final Set<String> BLANK =
      Set.of(
          "all-negative",
          "dead-layer",
          "failed",
          "no-gradient",
          "no-sign",
          "non-finite",
          "same-class",
          "uniform",
          "unreachable");

  private static final String SEPARATOR = ": ";

  /** Reads {@code ok}, null or {@code code: sentence}; null where there is nothing to say. */
  static @Nullable Finding of(@Nullable String diagnosis) {
    if (diagnosis == null || diagnosis.equals(ExplanationRecord.OK)) {
      return null;
    }
    int end = diagnosis.indexOf(SEPARATOR);
    String code = end < 0 ? diagnosis : diagnosis.substring(0, end);
    String sentence = end < 0 ? diagnosis : diagnosis.substring(end + SEPARATOR.length());
    return BLANK.contains(code)
        ? new Finding("blank", "Blank map", sentence)
        : new Finding("doubtful", "Read with care", sentence);
  }
}
