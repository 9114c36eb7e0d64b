package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * SS-CAM, smoothed Score-CAM (Wang, Naidu et al., arXiv:2006.14255): Score-CAM with s_k the mean
 * over n samples of the class' logit for x * (U_k + e), with e Gaussian noise on the mask.
 *
 * <p>The paper has sigma = 2, twenty times what masks of 0..1 are smoothed by here, 0.1: with the
 * shipped model the noise of the paper drowns the image, all weights become alike and every class
 * has the same map, the plain sum of the feature maps. {@link Convention#PAPER} brings it back.
 *
 * <p>All feature maps of a sample share its noise, where the paper draws anew for each: what it
 * does to all of them alike leaves the softmax, and fewer samples do. n is 4 unless told otherwise,
 * as each sample takes as many passes as Score-CAM.
 */
final class SmoothedScoreCam extends BuiltInMethod implements ProbingMethod {

  private static final int SAMPLES = 4;
  private static final double DEVIATION = 0.1;
  private static final double DEVIATION_OF_PAPER = 2;

  private final Noise noise;

  SmoothedScoreCam(MethodSettings settings) {
    super(BuiltIn.SMOOTHED_SCORE_CAM, settings.samplesOr(SAMPLES));
    boolean paper = settings.convention() == Convention.PAPER;
    noise = new Noise(settings.seed(), paper ? DEVIATION_OF_PAPER : DEVIATION);
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) samples() * layer.channels();
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    return MaskedImages.explain(probe, samples(), noise::add);
  }
}
