package io.github.gradcam.explain.method;

import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbeOps;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * SmoothGrad (Smilkov et al., arXiv:1706.03825): the largest over the three colours of |mean over n
 * of d y / d x at x + e|, with y the target's score and e Gaussian noise of sigma = 0.15 (max x -
 * min x), the middle of what the paper recommends. n is 25 unless told otherwise; every class sees
 * the same noise.
 */
final class SmoothGrad extends PixelMethod {

  private static final int SAMPLES = 25;

  private final long seed;

  SmoothGrad(MethodSettings settings) {
    super(BuiltIn.SMOOTH_GRAD, settings.samplesOr(SAMPLES));
    seed = settings.seed();
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) ProbeOps.WITH_GRADIENT * samples() * targets;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    Noise noise = Noise.forInput(probe.input(), seed);
    return probe.targets().stream()
        .map(target -> VectorMath.mean(probe.inputGradients(target, samples(), noise.on(probe))))
        .map(slope -> ColourReduction.LARGEST_ABSOLUTE.map(slope, probe.inputSize()))
        .toList();
  }
}
