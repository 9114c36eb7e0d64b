package io.github.gradcam.benchmark.peers;

import java.util.Arrays;
import java.util.List;

/**
 * Measured several times.
 *
 * @param median in milliseconds
 * @param deviation the median of the distances from the median
 * @param least the shortest
 * @param most the longest
 * @param rounds all of them, as they came
 */
record Spread(double median, double deviation, double least, double most, List<Double> rounds) {

  /** Gives the spread of milliseconds. */
  static Spread of(List<Double> rounds) {
    double median = median(rounds);
    double deviation = median(rounds.stream().map(time -> Math.abs(time - median)).toList());
    double[] sorted = rounds.stream().mapToDouble(time -> time).sorted().toArray();
    return new Spread(median, deviation, sorted[0], sorted[sorted.length - 1], List.copyOf(rounds));
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).toArray();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** For a table. */
  String text() {
    return "%.1f ± %.1f".formatted(median, deviation);
  }
}
