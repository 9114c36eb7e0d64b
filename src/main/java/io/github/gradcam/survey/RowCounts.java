package io.github.gradcam.survey;

import io.github.gradcam.evaluate.CalibrationError;
import io.github.gradcam.evaluate.Evaluation;
import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.evaluate.statistics.Wilson;
import io.github.gradcam.report.dataset.ReportImage;
import io.github.gradcam.report.dataset.ReportScores;
import io.github.gradcam.report.results.ClassKeys;
import io.github.gradcam.report.results.ImageRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Counts over all rows of a collection. */
final class RowCounts {

  /** Bins of confidence. */
  private static final int BINS = Evaluation.CALIBRATION_BINS;

  private final Map<String, Integer> indexes;
  private final List<String> keys;
  private final long[][] confusion;
  private final long[] answers;
  private final long[] binCounts = new long[BINS];
  private final long[] binRight = new long[BINS];
  private final double[] binConfidence = new double[BINS];
  private long images;
  private long labelled;
  private long errors;
  private long failed;

  RowCounts(List<String> labels) {
    this.indexes =
        IntStream.range(0, labels.size())
            .boxed()
            .collect(Collectors.toMap(labels::get, index -> index, (first, second) -> first));
    this.keys = ClassKeys.of(labels);
    this.confusion = new long[labels.size()][labels.size()];
    this.answers = new long[labels.size()];
  }

  /** The class that a row is said to have; unknown where the model lacks it. */
  int label(ImageRow row) {
    String label = row.label();
    return label == null ? ReportImage.UNKNOWN : indexes.getOrDefault(label, ReportImage.UNKNOWN);
  }

  /** What the classes are called in rows, by index. */
  List<String> keys() {
    return keys;
  }

  /** The class answered; unknown for a row without an answer. */
  static int answer(ImageRow row) {
    Integer answer = row.predictedIndex();
    return answer == null || row.error() != null ? ReportImage.UNKNOWN : answer;
  }

  void add(ImageRow row) {
    int answer = answer(row);
    if (answer == ReportImage.UNKNOWN) {
      failed++;
      return;
    }
    images++;
    answers[answer]++;
    int label = label(row);
    if (label == ReportImage.UNKNOWN) {
      return;
    }
    labelled++;
    errors += label == answer ? 0 : 1;
    confusion[label][answer]++;
    Float probability = row.predictedProbability();
    if (probability != null && Float.isFinite(probability)) {
      int bin = CalibrationError.bin(probability, BINS);
      binCounts[bin]++;
      binRight[bin] += label == answer ? 1 : 0;
      binConfidence[bin] += probability;
    }
  }

  long images() {
    return images;
  }

  long labelled() {
    return labelled;
  }

  long errors() {
    return errors;
  }

  long answered(int index) {
    return answers[index];
  }

  /** [labels][labels], rows the label, columns the answer; only where there are labels. */
  long[][] confusion() {
    return confusion;
  }

  /** The share of wrong answers among those with a label. */
  Interval errorRate() {
    return Wilson.share(Math.toIntExact(errors), Math.toIntExact(labelled));
  }

  /** In the page's own form. */
  ReportScores scores() {
    List<ReportScores.Bin> bins = new ArrayList<>();
    double error = 0;
    for (int bin = 0; bin < BINS && labelled > 0; bin++) {
      long count = binCounts[bin];
      if (count == 0) {
        continue;
      }
      double confidence = binConfidence[bin] / count;
      double accuracy = binRight[bin] / (double) count;
      bins.add(new ReportScores.Bin(count, confidence, accuracy));
      error += count / (double) labelled * Math.abs(confidence - accuracy);
    }
    return new ReportScores(
        images,
        labelled,
        errors,
        failed,
        labelled == 0
            ? null
            : Estimates.of(Wilson.share(Math.toIntExact(labelled - errors), (int) labelled)),
        labelled == 0 ? Double.NaN : error,
        bins);
  }
}
