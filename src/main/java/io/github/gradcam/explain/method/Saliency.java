package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Ceiling;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbeOps;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * Saliency maps (Simonyan et al., ICLR 2014 workshop, arXiv:1312.6034): the largest over the three
 * colours of |d y / d x|, with y the target's score and x what the network takes for the picture.
 * The map has no sign: what speaks against a class shows like what speaks for it.
 */
public final class Saliency implements ProbingMethod {

  @Override
  public String name() {
    return "Saliency";
  }

  @Override
  public String summary() {
    return "How much the logit changes with each pixel.";
  }

  @Override
  public String paper() {
    return "Simonyan et al., ICLR 2014 workshop, arXiv:1312.6034";
  }

  @Override
  public String cost() {
    return "one forward and backward pass per class";
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) ProbeOps.WITH_GRADIENT * targets;
  }

  @Override
  public boolean atLayer() {
    return false;
  }

  @Override
  public double ceiling() {
    return Ceiling.PIXELS;
  }

  @Override
  public boolean differentiates() {
    return true;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    return probe.targets().stream()
        .map(target -> probe.inputGradients(target, 1, probe::plain)[0])
        .map(slope -> ColourReduction.LARGEST_ABSOLUTE.map(slope, probe.inputSize()))
        .toList();
  }
}
