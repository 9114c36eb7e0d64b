package io.github.gradcam.evaluate.faithfulness;

import static io.github.gradcam.evaluate.faithfulness.Measure.SENSITIVITY;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was measured on one image; a line of {@code pictures.jsonl}, from which an interrupted study
 * goes on.
 *
 * @param picture its name
 * @param target the class that was explained
 * @param maps one for each candidate
 */
public record TrialResult(String picture, String target, List<MapResult> maps) {

  /**
   * What was measured of one candidate's map; the mean where a candidate has several.
   *
   * @param method name of the explanation method
   * @param layer name of the layer it looks at
   * @param values the measures; NaN where there was nothing to measure
   * @param curves the probability after each step, by the measure of the area
   */
  public record MapResult(
      String method, String layer, Map<Measure, Double> values, Map<Measure, float[]> curves) {

    Candidate candidate() {
      return new Candidate(method, layer);
    }

    /** The mean of several results of one candidate. */
    static MapResult mean(Candidate candidate, List<ImageTrial.Outcome> outcomes) {
      Map<Measure, Double> values = new EnumMap<>(Measure.class);
      Map<Measure, float[]> curves = new EnumMap<>(Measure.class);
      for (Measure measure : Measure.values()) {
        outcomes.stream()
            .map(outcome -> outcome.values().get(measure))
            .filter(value -> value != null && !value.isNaN())
            .mapToDouble(value -> value)
            .average()
            .ifPresent(mean -> values.put(measure, mean));
      }
      for (ImageTrial.Outcome outcome : outcomes) {
        outcome
            .curves()
            .forEach(
                (measure, curve) -> {
                  float[] sum =
                      curves.computeIfAbsent(
                          measure, any -> new float[curve.probabilities().length]);
                  for (int i = 0; i < sum.length; i++) {
                    sum[i] += curve.probabilities()[i] / outcomes.size();
                  }
                });
      }
      return new MapResult(candidate.method(), candidate.layer(), values, curves);
    }
  }

  /**
   * Whether the image needs no more work.
   *
   * @param methods of which one is to be there; none where there is none to look for
   * @param checked whether {@link Measure#SENSITIVITY} and what comes with it is to be there
   * @return false where something was left out, as there was less time
   */
  public boolean isComplete(Set<String> methods, boolean checked) {
    return (methods.isEmpty() || maps.stream().anyMatch(map -> methods.contains(map.method())))
        && (!checked || maps.stream().anyMatch(map -> map.values().containsKey(SENSITIVITY)));
  }

  /**
   * The measures, for a {@link ScoreTable}.
   *
   * @return one score a candidate
   */
  public List<ImageScore> scores() {
    return maps.stream()
        .map(map -> new ImageScore(picture, map.candidate(), map.values()))
        .toList();
  }
}
