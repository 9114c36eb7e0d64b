package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * How the probability of a class changes while pixels are exchanged, the hottest first.
 *
 * <p>Petsiuk, Das and Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box
 * Models", BMVC 2018 (arXiv:1806.07421). <b>Deletion</b> goes from the image to the {@link
 * Baseline}: the sooner the probability falls the better, so a low area is good. <b>Insertion</b>
 * goes from the baseline to the image: the sooner it rises the better, so a high area is good.
 *
 * <pre>AUC = sum over i = 1..n of (p_(i-1) + p_i) / 2n</pre>
 *
 * <p>p_i is the probability after i / n of the pixels, n = {@value #STEPS}; the area lies in 0..1.
 *
 * @param probabilities {@value #STEPS} + 1 values: p_0, before any exchange, to p_n, after all
 */
@SuppressWarnings("ArrayRecordComponent") // read and drawn, never compared
public record PerturbationCurve(float[] probabilities) {

  /** Equal steps from no pixel to all. */
  public static final int STEPS = 20;

  /**
   * Measures a curve with one call of the network, for the images between its ends.
   *
   * @param from where it starts: the image for deletion, the baseline for insertion
   * @param to where it ends: the baseline for deletion, the image for insertion
   * @param order of the pixels, as {@link PixelOrder} gives it
   * @param classIndex the class in question
   * @param scorer the network
   * @return the curve
   * @throws IllegalArgumentException if the images and the order differ in size
   */
  public static PerturbationCurve between(
      ScoredImage from, ScoredImage to, int[] order, int classIndex, ClassScorer scorer) {
    check(from.picture(), to.picture(), order);
    List<RgbImage> pictures = new ArrayList<>();
    byte[] pixels = from.picture().pixels().clone();
    for (int step = 1; step < STEPS; step++) {
      exchange(pixels, to.picture().pixels(), order, step);
      pictures.add(new RgbImage(to.picture().width(), to.picture().height(), pixels.clone()));
    }
    float[] curve = new float[STEPS + 1];
    curve[0] = from.probability();
    System.arraycopy(scorer.probabilities(pictures, classIndex), 0, curve, 1, STEPS - 1);
    curve[STEPS] = to.probability();
    return new PerturbationCurve(curve);
  }

  /** {@return the area under the curve, by the trapezoidal rule: 0..1} */
  public double auc() {
    double sum = 0;
    for (int i = 1; i < probabilities.length; i++) {
      sum += (probabilities[i - 1] + (double) probabilities[i]) / 2;
    }
    return sum / (probabilities.length - 1);
  }

  private static void exchange(byte[] pixels, byte[] target, int[] order, int step) {
    for (int i = taken(order, step - 1); i < taken(order, step); i++) {
      int at = order[i] * RgbImage.CHANNELS;
      System.arraycopy(target, at, pixels, at, RgbImage.CHANNELS);
    }
  }

  private static int taken(int[] order, int step) {
    return Math.round((float) order.length * step / STEPS);
  }

  private static void check(RgbImage from, RgbImage to, int[] order) {
    if (from.width() != to.width()
        || from.height() != to.height()
        || order.length != to.width() * to.height()) {
      throw new IllegalArgumentException(
          "Expected image, baseline and map of one size, found %d x %d, %d x %d and %d pixels"
              .formatted(from.width(), from.height(), to.width(), to.height(), order.length));
    }
  }
}
