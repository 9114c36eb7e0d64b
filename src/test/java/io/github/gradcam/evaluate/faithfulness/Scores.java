package io.github.gradcam.evaluate.faithfulness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scores made up for tests. */
final class Scores {

  private final List<ImageScore> scores = new ArrayList<>();

  /** A candidate whose main score of image i is the i-th value. */
  Scores add(String method, String layer, double agreement, double... main) {
    for (int i = 0; i < main.length; i++) {
      Map<Measure, Double> values =
          Map.of(
              Measure.INSERTION_MINUS_DELETION, main[i], Measure.RANDOMISED_AGREEMENT, agreement);
      scores.add(new ImageScore("image " + i, new Candidate(method, layer), values));
    }
    return this;
  }

  ScoreTable table() {
    return new ScoreTable(scores);
  }

  Recommendation recommendation() {
    ScoreTable table = table();
    return Recommendation.of(table, table.candidates(1), "random", 1);
  }

  /** Values around a mean that all candidates share up to it. */
  static double[] around(double mean, int pictures) {
    double[] values = new double[pictures];
    for (int i = 0; i < pictures; i++) {
      values[i] = mean + (i % 5 - 2) * 0.05;
    }
    return values;
  }

  /** Values that rise and fall on their own, whatever the image does to others. */
  static double[] noisy(double mean, double deviation, int pictures, long seed) {
    Random random = new Random(seed);
    return random.doubles(pictures).map(value -> mean + deviation * (value - 0.5)).toArray();
  }
}
