package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.Patches;
import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether the heat lies where holes cost most, told by a network that has learned to live with
 * holes: deletion asks the network itself about images unlike all that it has seen, so that its
 * answer may be about the hole and not about what is missing (Hesse et al., "Benchmarking the
 * Attribution Quality of Vision Models", NeurIPS 2024, arXiv:2407.11910; Zheng et al.,
 * "F-Fidelity", arXiv:2410.02970).
 *
 * <p>The image is cut into {@value #SIDE} x {@value #SIDE} patches. With h_i the heat in patch i
 * and c_i = p(image) - p(image without patch i), p the probability of the class by the network that
 * was fine-tuned, the score of a map is Spearman's rank correlation of h and c, -1..1: 0 for a map
 * that says nothing. The maps are those of the network itself, as in F-Fidelity; the authors of
 * IDSDS explain the fine-tuned one, and take its raw output in place of p.
 *
 * @param scorer the fine-tuned network
 */
public record InDomainDeletion(ClassScorer scorer) {

  /** Patches a side. */
  public static final int SIDE = 4;

  /**
   * Removes each patch of an image, in one call of the network.
   *
   * @param photo square, at the network's input size
   * @param neutral what patches are filled with
   * @param classIndex the class that is explained
   * @return what each patch costs, on a scale that begins at 0 for the one that costs least
   */
  public float[] costs(RgbImage photo, FlatColour neutral, int classIndex) {
    Patches patches = new Patches(photo.width(), SIDE);
    byte[] colour = {(byte) neutral.red(), (byte) neutral.green(), (byte) neutral.blue()};
    List<RgbImage> holed = new ArrayList<>();
    for (int patch = 0; patch < patches.count(); patch++) {
      byte[] pixels = photo.pixels().clone();
      patches.fill(pixels, 0, patch, colour);
      holed.add(new RgbImage(photo.width(), photo.height(), pixels));
    }
    float[] without = scorer.probabilities(holed, classIndex);
    float highest = 0;
    for (float probability : without) {
      highest = Math.max(highest, probability);
    }
    float[] costs = new float[without.length];
    for (int patch = 0; patch < costs.length; patch++) {
      costs[patch] = highest - without[patch];
    }
    return costs;
  }

  /**
   * Scores a map.
   *
   * @param heat [size][size] in one array, at least 0
   * @param size rows and columns of the image
   * @param costs as {@link #costs} gives them
   * @return -1..1; NaN where all patches cost the same
   */
  public static double score(float[] heat, int size, float[] costs) {
    boolean alike = IntStream.range(1, costs.length).allMatch(i -> costs[i] == costs[0]);
    return alike ? Double.NaN : MapAgreement.spearman(new Patches(size, SIDE).sums(heat), costs);
  }
}
