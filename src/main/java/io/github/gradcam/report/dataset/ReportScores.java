package io.github.gradcam.report.dataset;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good the answers are. The counts are of the whole data set, of which the page may show a
 * part.
 *
 * @param images that have an answer
 * @param labelled of these, those with a label
 * @param errors of the labelled, those whose answer is another
 * @param failed images without an answer
 * @param accuracy share of right answers, 0..1; null without labels
 * @param calibrationError expected calibration error, 0..1, or NaN
 * @param calibration bins of confidence, from low to high; empty where it is not known
 */
public record ReportScores(
    long images,
    long labelled,
    long errors,
    long failed,
    @Nullable Estimate accuracy,
    double calibrationError,
    List<Bin> calibration) {

  /** Copies the bins. */
  public ReportScores {
    calibration = List.copyOf(calibration);
  }

  /**
   * The images whose answers are about as sure.
   *
   * @param count how many
   * @param confidence mean probability of their answers, 0..1
   * @param accuracy share of right answers, 0..1
   */
  public record Bin(long count, double confidence, double accuracy) {}
}
