package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbeOps;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * Guided backpropagation (Springenberg et al., ICLR 2015 workshop, arXiv:1412.6806): d y / d x,
 * summed over the three colours, where every ReLU passes back only what is positive, g [x > 0] [g >
 * 0]. Sharp, but nearly the same for every class (Adebayo et al., arXiv:1810.03292): it shows what
 * the network sees rather than what the class is told by.
 */
final class GuidedBackpropagation extends PixelMethod {

  GuidedBackpropagation() {
    super(BuiltIn.GUIDED_BACKPROPAGATION);
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) ProbeOps.WITH_GRADIENT * targets;
  }

  @Override
  public boolean guided() {
    return true;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    return probe.targets().stream()
        .map(probe::guidedGradients)
        .map(slope -> ColourReduction.SUM.map(slope, probe.inputSize()))
        .toList();
  }
}
