package io.github.gradcam.explain.trial;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * What mixed precision changes in the answers and the Grad-CAM maps of a network, for a few images.
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
    Answers expected = Answers.of(single, pixels, count);
    Answers found = Answers.of(mixed, pixels, count, expected.classes());
    return new PrecisionCheck(found.logitsFrom(expected), found.mapsFrom(expected));
  }

  /**
   * Gives a network in mixed precision where that changes little, and else in single precision.
   *
   * @param mixed a network; closed where it is not what is given back
   * @param pixels images to try, as for {@link #of}
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
   * {@return whether the differences are within the bounds: 0.05 of the largest logit, 0.1 of a
   * map's scale; false also where a value is not finite}
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
}
