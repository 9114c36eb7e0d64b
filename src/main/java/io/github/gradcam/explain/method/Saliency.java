package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbeOps;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * Saliency maps (Simonyan et al., ICLR 2014 workshop, arXiv:1312.6034): the largest over the three
 * colours of |d y / d x|, with y the target's score and x what the network takes for the image. The
 * map has no sign: what speaks against a class shows like what speaks for it.
 */
public final class Saliency extends PixelMethod {

  /** Makes the method. */
  public Saliency() {
    super(BuiltIn.SALIENCY);
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) ProbeOps.WITH_GRADIENT * targets;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    return probe.targets().stream()
        .map(target -> probe.inputGradients(target, 1, probe::plain)[0])
        .map(slope -> ColourReduction.LARGEST_ABSOLUTE.map(slope, probe.inputSize()))
        .toList();
  }
}
