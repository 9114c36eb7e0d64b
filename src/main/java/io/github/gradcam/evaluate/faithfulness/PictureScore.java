package io.github.gradcam.evaluate.faithfulness;

import java.util.Map;

/**
 * What was measured of one candidate's map of one picture.
 *
 * @param picture which picture; scores with the same are compared pair by pair
 * @param candidate whose map
 * @param values what was measured; one that is missing or NaN is not counted
 */
public record PictureScore(String picture, Candidate candidate, Map<Measure, Double> values) {

  /** Copies the values. */
  public PictureScore {
    values = Map.copyOf(values);
  }
}
