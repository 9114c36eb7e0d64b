package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.explain.imputation.LinearImputation;
import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Remove and debias: how much more the probability suffers when the hottest pixels are filled in
 * from around them than when the coldest are.
 *
 * <p>Rong et al., "A Consistent and Efficient Evaluation Strategy for Attribution Methods", ICML
 * 2022 (arXiv:2202.00449), combined as in pytorch-grad-cam:
 *
 * <pre>ROAD = mean over k of (p_LeRF(k) - p_MoRF(k)) / 2</pre>
 *
 * <p>p_MoRF(k) is the probability after the hottest k of the pixels were filled in by {@link
 * LinearImputation} (most relevant first), p_LeRF(k) after the coldest k (least relevant first), k
 * = 20, 40, 60 and 80 %. It lies in -0.5..0.5, 0 for a map that says nothing; higher is better.
 */
public final class Road {

  private static final double[] SHARES = {0.2, 0.4, 0.6, 0.8};

  private Road() {}

  /**
   * Measures it with one call of the network, for eight images.
   *
   * @param photo at the network's input size
   * @param order of the pixels, as {@link PixelOrder} gives it
   * @param classIndex the class in question
   * @param scorer the network
   * @param seed of the noise
   * @return -0.5..0.5
   * @throws IllegalArgumentException if image and order differ in size or have fewer than 2 pixels
   */
  public static double of(
      RgbImage photo, int[] order, int classIndex, ClassScorer scorer, long seed) {
    if (order.length != photo.width() * photo.height() || order.length < 2) {
      throw new IllegalArgumentException(
          "Expected an order of all %d x %d pixels, 2 or more, found one of %d"
              .formatted(photo.width(), photo.height(), order.length));
    }
    List<RgbImage> pictures = new ArrayList<>();
    for (double share : SHARES) {
      int removed = (int) Math.round(share * order.length);
      removed = Math.min(removed, order.length - 1);
      pictures.add(filled(photo, order, 0, removed, seed));
      pictures.add(filled(photo, order, order.length - removed, order.length, seed));
    }
    float[] probabilities = scorer.probabilities(pictures, classIndex);
    double sum = 0;
    for (int i = 0; i < probabilities.length; i += 2) {
      sum += ((double) probabilities[i + 1] - probabilities[i]) / 2;
    }
    return sum / SHARES.length;
  }

  private static RgbImage filled(RgbImage photo, int[] order, int from, int to, long seed) {
    BitSet removed = new BitSet(order.length);
    for (int i = from; i < to; i++) {
      removed.set(order[i]);
    }
    return LinearImputation.of(photo, removed, LinearImputation.NOISE, seed);
  }
}
