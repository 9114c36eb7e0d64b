package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * Score-CAM (Wang et al., CVPR 2020 workshops, arXiv:1910.01279): sum over k of w_k A_k, w =
 * softmax over k of s_k, with s_k the logit of the class for the image seen through feature map k,
 * x * U_k. No gradient is asked for; the weights are all positive. The logit of the empty image,
 * which the paper subtracts, is the same for all k and leaves the softmax as it is.
 */
public final class ScoreCam extends BuiltInMethod implements ProbingMethod {

  /** Makes the method. */
  public ScoreCam() {
    super(BuiltIn.SCORE_CAM);
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return layer.channels();
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    return MaskedImages.explain(probe, 1, MaskChange.NONE);
  }
}
