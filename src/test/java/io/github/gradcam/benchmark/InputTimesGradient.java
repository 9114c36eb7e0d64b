package io.github.gradcam.benchmark;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbeOps;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * x times d y / d x, summed over the three colours (Shrikumar et al., arXiv:1605.01713), for
 * comparison with published numbers.
 */
final class InputTimesGradient implements ProbingMethod {

  private static final int COLOURS = 3;

  @Override
  public String name() {
    return "Input x Gradient";
  }

  @Override
  public String summary() {
    return "The input times the gradient of the logit at it.";
  }

  @Override
  public String paper() {
    return "Shrikumar et al., arXiv:1605.01713";
  }

  @Override
  public String cost() {
    return "one forward and backward pass per class";
  }

  @Override
  public boolean atLayer() {
    return false;
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) ProbeOps.WITH_GRADIENT * targets;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    return probe.targets().stream().map(target -> map(probe, target)).toList();
  }

  private static SignedMap map(Probe probe, Target target) {
    float[] input = probe.input();
    float[] slope = probe.inputGradients(target, 1, probe::plain)[0];
    int size = probe.inputSize();
    float[] sums = new float[size * size];
    for (int i = 0; i < input.length; i++) {
      sums[i / COLOURS] += input[i] * slope[i];
    }
    return new SignedMap(size, size, sums);
  }
}
