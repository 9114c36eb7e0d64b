package io.github.gradcam.evaluate.faithfulness;

import io.github.gradcam.evaluate.faithfulness.TrialResult.MapResult;
import io.github.gradcam.explain.Explanation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The curves of each candidate, averaged over images. */
public final class MeanCurves {

  private MeanCurves() {}

  /**
   * Averages.
   *
   * @param results of all images
   * @param measure the area whose curves are wanted
   * @param candidates in the order wanted
   * @return for each candidate the mean probability after each step, by its name: the method alone
   *     where there is but one layer
   */
  public static Map<String, double[]> of(
      List<TrialResult> results, Measure measure, List<Candidate> candidates) {
    Map<Candidate, List<float[]>> curves = new LinkedHashMap<>();
    for (TrialResult result : results) {
      for (MapResult map : result.maps()) {
        float[] curve = map.curves().get(measure);
        if (curve != null) {
          curves.computeIfAbsent(map.candidate(), any -> new ArrayList<>()).add(curve);
        }
      }
    }
    boolean oneLayer =
        candidates.stream()
                .map(Candidate::layer)
                .filter(l -> !l.equals(Explanation.INPUT))
                .distinct()
                .count()
            <= 1;
    Map<String, double[]> means = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      List<float[]> own = curves.getOrDefault(candidate, List.of());
      if (!own.isEmpty()) {
        means.put(oneLayer ? candidate.method() : candidate.toString(), mean(own));
      }
    }
    return means;
  }

  /** {@return where the steps lie: the share of pixels exchanged at each, 0..1} */
  public static double[] shares() {
    double[] shares = new double[PerturbationCurve.STEPS + 1];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (double) i / PerturbationCurve.STEPS;
    }
    return shares;
  }

  private static double[] mean(List<float[]> curves) {
    double[] mean = new double[curves.get(0).length];
    for (float[] curve : curves) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += curve[i] / curves.size();
      }
    }
    return mean;
  }
}
