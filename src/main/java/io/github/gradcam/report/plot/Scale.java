package io.github.gradcam.report.plot;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An axis with round numbers.
 *
 * @param low the first number
 * @param step between numbers: 1, 2 or 5 times a power of ten
 * @param steps how many, at least 1
 */
record Scale(double low, double step, int steps) {

  private static final int WANTED_STEPS = 6;

  /** The narrowest scale with some six steps that holds all finite values; 0 to 1 without any. */
  static Scale over(double[] values) {
    double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
    double least = Arrays.stream(finite).min().orElse(0);
    double most = Arrays.stream(finite).max().orElse(1);
    double range = most > least ? most - least : Math.max(Math.abs(most), 1) / 10;
    double step = round(range / WANTED_STEPS);
    double first = Math.floor(least / step);
    int steps = (int) Math.max(1, Math.ceil(most / step) - first);
    return new Scale(first * step, step, steps);
  }

  double high() {
    return low + steps * step;
  }

  /** Where a value lies, 0 at the low end and 1 at the high one. */
  double position(double value) {
    return (value - low) / (high() - low);
  }

  List<Double> ticks() {
    return IntStream.rangeClosed(0, steps).mapToObj(i -> low + i * step).toList();
  }

  /** A tick's number, with as many digits as the step has. */
  String text(double tick) {
    int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    String text = String.format(Locale.ROOT, "%." + digits + "f", tick);
    return text.matches("-0(\\.0*)?") ? text.substring(1) : text;
  }

  private static double round(double step) {
    double power = Math.pow(10, Math.floor(Math.log10(step)));
    for (int factor : new int[] {1, 2, 5}) {
      if (step <= factor * power) {
        return factor * power;
      }
    }
    return 10 * power;
  }
}
