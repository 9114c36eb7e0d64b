package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * A picture and what the network says about it. Photo and baselines are scored once and shared by
 * the curves of all methods and layers.
 *
 * @param picture at the network's input size
 * @param probability of the class in question
 */
public record ScoredPicture(RgbImage picture, float probability) {

  /**
   * Scores pictures in one call of the network.
   *
   * @param pictures of one size
   * @param classIndex the class in question
   * @param scorer the network
   * @return the pictures with their probabilities, in order
   */
  public static List<ScoredPicture> of(
      List<RgbImage> pictures, int classIndex, ClassScorer scorer) {
    float[] probabilities = scorer.probabilities(pictures, classIndex);
    List<ScoredPicture> scored = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      scored.add(new ScoredPicture(pictures.get(i), probabilities[i]));
    }
    return List.copyOf(scored);
  }
}
