package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.evaluate.statistics.Bootstrap;
import io.github.gradcam.evaluate.statistics.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Scores of all candidates over the same images, so that they can be compared pair by pair. */
public final class ScoreTable {

  private final Map<String, Integer> pictures = new LinkedHashMap<>();
  private final Map<Candidate, Map<String, ImageScore>> candidates = new LinkedHashMap<>();

  /**
   * Groups scores.
   *
   * @param scores in any order, at least one
   * @throws IllegalArgumentException if there is none, or two are of the same image and candidate
   */
  public ScoreTable(List<ImageScore> scores) {
    if (scores.isEmpty()) {
      throw new IllegalArgumentException(
          "Expected scores of at least 1 image, found none; check the folder of images");
    }
    for (ImageScore score : scores) {
      pictures.putIfAbsent(score.picture(), pictures.size());
      ImageScore other =
          candidates
              .computeIfAbsent(score.candidate(), candidate -> new HashMap<>())
              .put(score.picture(), score);
      if (other != null) {
        throw new IllegalArgumentException(
            "Expected one score of %s for %s, found two"
                .formatted(score.candidate(), score.picture()));
      }
    }
  }

  /** {@return how many images have a score of some candidate: at least 1} */
  public int pictures() {
    return pictures.size();
  }

  /**
   * Sums up every candidate.
   *
   * @param seed of the {@link Bootstrap}
   * @return the summaries, the highest main score first, equal ones in the order they came in; last
   *     those over fewer than {@value Recommendation#FEWEST_IMAGES} images where others have more
   */
  public List<CandidateScore> candidates(long seed) {
    List<CandidateScore> scores = new ArrayList<>();
    for (Candidate candidate : candidates.keySet()) {
      Map<Measure, Interval> measures = new EnumMap<>(Measure.class);
      for (Measure measure : Measure.values()) {
        Interval interval = Bootstrap.mean(values(candidate, measure), seed);
        if (interval.pictures() > 0) {
          measures.put(measure, interval);
        }
      }
      worst(measures).ifPresent(worst -> measures.put(Measure.RANDOMISED_AGREEMENT, worst));
      scores.add(CandidateScore.of(candidate, measures));
    }
    int fewest = fewest(scores);
    scores.sort(
        Comparator.comparing((CandidateScore score) -> score.mainImages() < fewest)
            .thenComparing(Comparator.comparingDouble(CandidateScore::mainScore).reversed()));
    return List.copyOf(scores);
  }

  /** With fewer images a candidate is not ranked beside those that have more. */
  static int fewest(List<CandidateScore> scores) {
    int most = scores.stream().mapToInt(CandidateScore::mainImages).max().orElse(0);
    return Math.min(Recommendation.FEWEST_IMAGES, most);
  }

  /** The largest mean agreement over the stages of randomisation. */
  private static Optional<Interval> worst(Map<Measure, Interval> measures) {
    return Measure.STAGES.keySet().stream()
        .map(measures::get)
        .filter(Objects::nonNull)
        .max(Comparator.comparingDouble(interval -> interval.meanOr(-1)));
  }

  /**
   * What was measured of a candidate.
   *
   * @param candidate which
   * @param measure which
   * @return one value an image, the same order for every candidate; NaN where there is none
   */
  double[] values(Candidate candidate, Measure measure) {
    double[] values = new double[pictures.size()];
    Arrays.fill(values, Double.NaN);
    Map<String, ImageScore> own = candidates.getOrDefault(candidate, Map.of());
    for (ImageScore score : own.values()) {
      int place = Objects.requireNonNull(pictures.get(score.picture()));
      values[place] = score.values().getOrDefault(measure, Double.NaN);
    }
    return values;
  }
}
