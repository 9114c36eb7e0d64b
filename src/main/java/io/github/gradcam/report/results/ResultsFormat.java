package io.github.gradcam.report.results;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a results file is written as. */
public enum ResultsFormat {
  /** Apache Parquet: small, typed, and read by DuckDB, pandas and Spark. */
  PARQUET,
  /** Comma-separated values with a header, for spreadsheets. */
  CSV,
  /** One JSON object a line. */
  JSONL;

  /**
   * Finds a format.
   *
   * @param name such as {@code parquet}
   * @return the format
   * @throws IllegalArgumentException if there is none of the name
   */
  public static ResultsFormat of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.word().equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Expected a format of %s, found %s; give one of them"
                        .formatted(words(), name)));
  }

  /** {@return the file in the output folder} */
  public String fileName() {
    return "results." + word();
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static String words() {
    return Arrays.stream(values()).map(ResultsFormat::word).collect(Collectors.joining(", "));
  }
}
