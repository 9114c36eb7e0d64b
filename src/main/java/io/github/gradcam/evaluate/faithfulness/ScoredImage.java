package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.image.RgbImage;
import java.util.ArrayList;
import java.util.List;

/**
 * An image and what the network says about it. Image and baselines are scored once and shared by
 * the curves of all methods and layers.
 *
 * @param picture at the network's input size
 * @param probability of the class in question
 */
public record ScoredImage(RgbImage picture, float probability) {

  /**
   * Scores images in one call of the network.
   *
   * @param pictures of one size
   * @param classIndex the class in question
   * @param scorer the network
   * @return the images with their probabilities, in order
   */
  public static List<ScoredImage> of(List<RgbImage> pictures, int classIndex, ClassScorer scorer) {
    float[] probabilities = scorer.probabilities(pictures, classIndex);
    List<ScoredImage> scored = new ArrayList<>();
    for (int i = 0; i < probabilities.length; i++) {
      scored.add(new ScoredImage(pictures.get(i), probabilities[i]));
    }
    return List.copyOf(scored);
  }
}
