package io.github.gradcam.model.kernel;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The kernels of this process.
 *
 * @param kernels that TensorFlow uses on the processor
 * @param precision the faster one of those asked for
 * @param report what a trial of them showed
 * @param reason why they were chosen, for people
 * @param forced whether a user asked for them, whatever the trial showed
 */
public record KernelChoice(
    Kernels kernels, Precision precision, KernelReport report, String reason, boolean forced) {

  /** Kernels that were not chosen by their speed, in the precision wanted if they have it. */
  static KernelChoice given(KernelReport report, Precision wanted, String reason, boolean forced) {
    Precision precision = report.offers(wanted) ? wanted : Precision.FLOAT32;
    return new KernelChoice(report.kernels(), precision, report, reason, forced);
  }

  /** One way to compute, and how long a small network takes. */
  private record Way(KernelReport report, Precision precision, double seconds) {
    @Override
    public String toString() {
      return report.kernels() + (precision == Precision.MIXED ? " in mixed precision" : "");
    }
  }

  /**
   * The fastest of those that are right. Where none is, the one with the fewest faults.
   *
   * @param purpose of the process
   * @param wanted mixed precision where it is faster; what is wrong in it is computed in single
   *     precision
   * @param reports at least one
   */
  static KernelChoice best(Purpose purpose, Precision wanted, Collection<KernelReport> reports) {
    List<Way> ways =
        reports.stream()
            .filter(report -> report.rightFor(purpose))
            .flatMap(
                report ->
                    Stream.of(Precision.FLOAT32, wanted)
                        .distinct()
                        .map(precision -> way(report, precision, purpose)))
            .filter(way -> way.report.offers(way.precision))
            .sorted(Comparator.comparingDouble(Way::seconds))
            .toList();
    return ways.isEmpty() ? leastWrong(reports) : fastest(ways, purpose, reports);
  }

  private static Way way(KernelReport report, Precision precision, Purpose purpose) {
    return new Way(report, precision, report.seconds(purpose, precision));
  }

  private static KernelChoice fastest(
      List<Way> ways, Purpose purpose, Collection<KernelReport> reports) {
    Way fastest = ways.get(0);
    List<String> others = new ArrayList<>();
    for (Way way : ways.subList(1, ways.size())) {
      others.add(
          String.format(
              Locale.ROOT, "%s would take %.2f times as long", way, way.seconds / fastest.seconds));
    }
    for (KernelReport report : reports) {
      if (!report.rightFor(purpose)) {
        others.add(
            "%s is wrong on this processor, in the %s"
                .formatted(report.kernels(), report.worst(Precision.FLOAT32).orElse("")));
      }
    }
    String reason = "Kernels of " + fastest;
    return new KernelChoice(
        fastest.report.kernels(),
        fastest.precision,
        fastest.report,
        others.isEmpty() ? reason : reason + ": " + String.join("; ", others),
        false);
  }

  private static KernelChoice leastWrong(Collection<KernelReport> reports) {
    KernelReport least =
        reports.stream()
            .min(
                Comparator.comparing((KernelReport report) -> report.failure() != null)
                    .thenComparingInt(report -> report.wrong(Precision.FLOAT32).size()))
            .orElseThrow();
    return new KernelChoice(
        least.kernels(),
        Precision.FLOAT32,
        least,
        "Kernels of %s, the least wrong on this processor: %s"
            .formatted(least.kernels(), least.worst(Precision.FLOAT32).orElse("")),
        false);
  }
}
