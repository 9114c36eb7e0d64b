package io.github.gradcam.batch.spark;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run did.
 *
 * @param images rows written, failures among them
 * @param failures images without an answer
 * @param earlier images that had a row before
 * @param seconds from the first listing to the last row
 * @param reasons how often each of the commonest reasons of failures was given, commonest first
 */
public record SparkOutcome(
    long images, long failures, long earlier, double seconds, Map<String, Long> reasons) {

  /** Copies the reasons. */
  public SparkOutcome {
    reasons = Collections.unmodifiableMap(new LinkedHashMap<>(reasons));
  }
}
