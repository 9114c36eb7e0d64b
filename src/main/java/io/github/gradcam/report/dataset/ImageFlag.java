package io.github.gradcam.report.dataset;

import java.util.Locale;

/** What makes an image stand out; the page finds the images of each by itself. */
public enum ImageFlag {
  /** Its label is likely wrong: it is in {@link DataSetReport#suspectedLabels}. */
  SUSPECTED_LABEL,
  /** It is in a set of near duplicates. */
  DUPLICATE,
  /** It is in a set of near duplicates that lie in several splits. */
  LEAK,
  /** The answer is wrong and its probability at least 0.9. */
  SURE_AND_WRONG,
  /** The probability of its answer is below 0.5. */
  UNSURE,
  /** Its diagnosis is not {@link ReportImage#OK}. */
  DOUBTFUL_MAP;

  /** {@return the name as it stands in files and in the page's address, such as {@code leak}} */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
