package io.github.gradcam.explain.method;

import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbeOps;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Integrated Gradients (Sundararajan et al., ICML 2017, arXiv:1703.01365): x times the integral
 * over t in 0..1 of d y / d x at t x, summed over the three colours, with y the target's score. The
 * baseline is 0 after the preprocessing, most often the mean colour. The integral is taken by the
 * midpoint rule, at t = (i + 1/2) / n for i in 0..n-1; n is 50 unless told otherwise.
 *
 * <p>The values of all pixels add up to y(x) - y(0) but for the error of the rule, which is told as
 * {@value #GAP}: |sum of the values - (y(x) - y(0))| / |y(x) - y(0)|, left out where y(x) = y(0).
 */
public final class IntegratedGradients extends PixelMethod {

  /** The measure's name. */
  static final String GAP = "completenessGap";

  private static final int STEPS = 50;

  public IntegratedGradients(MethodSettings settings) {
    super(BuiltIn.INTEGRATED_GRADIENTS, settings.samplesOr(STEPS));
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) ProbeOps.WITH_GRADIENT * samples() * targets + 2;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    float[] baseline = probe.outputs(1, (index, into) -> Arrays.fill(into, 0))[0];
    return probe.targets().stream()
        .map(
            target -> {
              double change = target.score(probe.outputs()) - target.score(baseline);
              SignedMap map =
                  ColourReduction.SUM.map(attributions(probe, target), probe.inputSize());
              return new SignedMap(map.height(), map.width(), map.values(), gap(map, change));
            })
        .toList();
  }

  /** What each colour of each pixel adds: [H * W * 3]. */
  public float[] attributions(Probe probe, Target target) {
    float[] input = probe.input();
    float[] slope =
        VectorMath.mean(
            probe.inputGradients(
                target,
                samples(),
                (step, into) -> {
                  float share = (step + 0.5f) / samples();
                  for (int i = 0; i < into.length; i++) {
                    into[i] = share * input[i];
                  }
                }));
    for (int i = 0; i < slope.length; i++) {
      slope[i] *= input[i];
    }
    return slope;
  }

  private static Map<String, Double> gap(SignedMap map, double change) {
    double sum = 0;
    for (float value : map.values()) {
      sum += value;
    }
    return change == 0 ? Map.of() : Map.of(GAP, Math.abs(sum - change) / Math.abs(change));
  }
}
