package io.github.gradcam.explain.method;

import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * IS-CAM, integrated Score-CAM (Naidu et al., arXiv:2010.03023): Score-CAM with s_k the mean over i
 * = 1..n of the class' logit for x * U_k i / n, the image fading in through the mask.
 *
 * <p>torch-cam adds the shares i / n up and so shows the network images up to (n + 1) / 2 times as
 * strong as x; here they stay between nothing and x, as an integral asks for. n is 4 unless told
 * otherwise, as each step takes as many passes as Score-CAM.
 */
final class IntegratedScoreCam extends BuiltInMethod implements ProbingMethod {

  private static final int STEPS = 4;

  IntegratedScoreCam(MethodSettings settings) {
    super(BuiltIn.INTEGRATED_SCORE_CAM, settings.samplesOr(STEPS));
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) samples() * layer.channels();
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    return MaskedImages.explain(
        probe,
        samples(),
        (step, mask) -> {
          float share = (step + 1f) / samples();
          for (int i = 0; i < mask.length; i++) {
            mask[i] *= share;
          }
        });
  }
}
