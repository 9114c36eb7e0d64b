package io.github.gradcam.explain;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * What mixed precision changes in the answers and the Grad-CAM maps of a network, for a few
 * pictures.
 *
 * @param logits largest difference from single precision, as a share of the largest logit
 * @param maps largest difference of a heatmap's value, of 0..1
 */
public record PrecisionCheck(double logits, double maps) {

  /** Beyond it, classes change places that are not nearly equal. */
  private static final double LOGITS_BOUND = 0.05;

  /** Beyond it, the eye sees another map. */
  private static final double MAPS_BOUND = 0.1;

  /**
   * Compares a network in both precisions, each explaining the class that single precision finds.
   *
   * @param single a network in single precision
   * @param mixed the same in mixed precision
   * @param pixels uint8 RGB, [N][height][width][3] in the card's input size
   * @param count N, at least 1
   * @return the largest differences
   */
  public static PrecisionCheck of(Classifier single, Classifier mixed, byte[] pixels, int count) {
    float[][] expected = single.logits(pixels, count);
    int[] classes = Arrays.stream(expected).mapToInt(PrecisionCheck::largest).toArray();
    float[][] found = mixed.logits(pixels, count);
    double maps = 0;
    List<Explanation> before = explained(single, pixels, classes);
    List<Explanation> after = explained(mixed, pixels, classes);
    for (int i = 0; i < before.size(); i++) {
      maps =
          larger(
              maps, difference(before.get(i).heatmap().values(), after.get(i).heatmap().values()));
    }
    double logits = 0;
    double peak = 0;
    for (int i = 0; i < count; i++) {
      logits = larger(logits, difference(expected[i], found[i]));
      peak = larger(peak, difference(expected[i], new float[expected[i].length]));
    }
    return new PrecisionCheck(logits == 0 ? 0 : logits / peak, maps);
  }

  /**
   * Gives a network in mixed precision where that changes little, and else in single precision.
   *
   * @param mixed a network; closed where it is not what is given back
   * @param pixels pictures to try, as for {@link #of}
   * @param count how many
   * @param warning is told why single precision is used
   * @return a classifier, the caller's to close
   */
  public static Classifier settled(
      Classifier mixed, byte[] pixels, int count, Consumer<String> warning) {
    if (mixed.execution().precision() == Precision.FLOAT32) {
      return mixed;
    }
    Classifier single = mixed.with(new Execution(Precision.FLOAT32, mixed.execution().device()));
    try {
      PrecisionCheck check = of(single, mixed, pixels, count);
      if (check.acceptable()) {
        single.close();
        return mixed;
      }
      warning.accept(check.text() + ": float32 is computed");
      mixed.close();
      return single;
    } catch (RuntimeException e) {
      single.close();
      mixed.close();
      throw e;
    }
  }

  /**
   * Whether the differences are within the bounds: 0.05 of the largest logit, 0.1 of a map's scale.
   *
   * @return false also where a value is not finite
   */
  public boolean acceptable() {
    return logits <= LOGITS_BOUND && maps <= MAPS_BOUND;
  }

  /**
   * Says how much changes.
   *
   * @return one sentence without a full stop
   */
  public String text() {
    return String.format(
        Locale.ROOT,
        "In mixed precision the logits of this network change by %.2g of the largest (up to %.2g are accepted), its maps by %.2g (%.2g)",
        logits,
        LOGITS_BOUND,
        maps,
        MAPS_BOUND);
  }

  private static List<Explanation> explained(Classifier classifier, byte[] pixels, int[] classes) {
    try (Explainer explainer = new Explainer(classifier, classifier.layer("auto"), new GradCam())) {
      return explainer.explain(pixels, classes);
    }
  }

  private static int largest(float[] row) {
    return IntStream.range(0, row.length).reduce(0, (a, b) -> row[b] > row[a] ? b : a);
  }

  private static double difference(float[] expected, float[] found) {
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = larger(largest, Math.abs(expected[i] - (double) found[i]));
    }
    return largest;
  }

  /** Not a number is larger than all. */
  private static double larger(double a, double b) {
    return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
  }
}
