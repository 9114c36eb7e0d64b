package io.github.gradcam.evaluate.faithfulness;

import java.util.Map;

/**
 * What was measured of one candidate's map of one image.
 *
 * @param picture which image; scores with the same are compared pair by pair
 * @param candidate whose map
 * @param values what was measured; one that is missing or NaN is not counted
 */
public record ImageScore(String picture, Candidate candidate, Map<Measure, Double> values) {

  /** Copies the values. */
  public ImageScore {
    values = Map.copyOf(values);
  }
}
