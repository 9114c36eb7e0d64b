package io.github.gradcam.survey;

import io.github.gradcam.evaluate.statistics.Interval;
import io.github.gradcam.report.dataset.Estimate;
import org.jspecify.annotations.Nullable;

/** Intervals in the page's own form. */
final class Estimates {

  private Estimates() {}

  static @Nullable Estimate of(Interval interval) {
    Double mean = interval.mean();
    Double low = interval.low();
    Double high = interval.high();
    return mean == null || low == null || high == null ? null : new Estimate(mean, low, high);
  }
}
