package io.github.gradcam.cli;

import io.github.gradcam.report.ExplanationRecord;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Notices attributions that do not add up to what they are the parts of. */
final class Incompleteness {

  private static final String GAP = "completenessGap";

  /** Sundararajan et al. raise the number of steps until the gap is below this. */
  private static final double MOST = 0.05;

  private Incompleteness() {}

  /** What people should know of maps whose values add up to something else. */
  static Optional<String> of(Collection<ExplanationRecord> records) {
    DoubleSummaryStatistics gaps =
        records.stream()
            .map(ExplanationRecord::measures)
            .filter(Objects::nonNull)
            .map(measures -> measures.get(GAP))
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .filter(gap -> gap > MOST)
            .summaryStatistics();
    return gaps.getCount() == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "Integrated Gradients: in %d of %d maps, the values miss the change of the score by more than %.0f %%, at most by %.0f %%; take more steps with --samples",
                gaps.getCount(),
                records.stream()
                    .filter(each -> each.measures() != null && each.measures().containsKey(GAP))
                    .count(),
                100 * MOST,
                100 * gaps.getMax()));
  }
}
