package io.github.gradcam.explain.method;

import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;

/**
 * Smooth Grad-CAM++ (Omeiza et al., arXiv:1908.01224): Grad-CAM++ with the gradients' powers taken
 * as means over noisy versions of the image. With &lt;.&gt; the mean over n versions and S(.) the
 * sum over the places, a_ijk = &lt;G^2&gt; / (2 &lt;G^2&gt; + S(A_k) &lt;G^3&gt;), w_k = S(a_k
 * ReLU(&lt;G_k&gt;)), and the map is the sum over k of w_k A_k. A is that of the clean image, as in
 * torch-cam.
 *
 * <p>The noise has sigma = 0.15 (max x - min x): torch-cam's 0.3, meant for images of unit range
 * that were divided by about a quarter, has no meaning for other preprocessings. n is 8 unless told
 * otherwise; every class sees the same noise.
 */
final class SmoothGradCamPlusPlus extends BuiltInMethod implements ProbingMethod {

  private static final int SAMPLES = 8;

  private final long seed;

  SmoothGradCamPlusPlus(MethodSettings settings) {
    super(BuiltIn.SMOOTH_GRAD_CAM_PLUS_PLUS, settings.samplesOr(SAMPLES));
    seed = settings.seed();
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) samples() * targets + 1;
  }

  @Override
  public boolean differentiatesLayer() {
    return true;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    FeatureMaps maps = new FeatureMaps(probe);
    Noise noise = Noise.forInput(probe.input(), seed);
    return probe.targets().stream()
        .map(target -> probe.layerGradients(target, samples(), noise.on(probe)))
        .map(gradients -> maps.weighed(weights(gradients, maps)))
        .toList();
  }

  private static float[] weights(float[][] gradients, FeatureMaps maps) {
    float[] weights = new float[maps.count()];
    for (int k = 0; k < weights.length; k++) {
      double activation = maps.sum(k);
      double weight = 0;
      for (int i = k; i < gradients[0].length; i += weights.length) {
        weight += weight(gradients, i, activation);
      }
      weights[k] = (float) weight;
    }
    return weights;
  }

  /** a ReLU(&lt;G&gt;) at one place of one feature map. */
  private static double weight(float[][] gradients, int i, double sum) {
    double mean = 0;
    double squared = 0;
    double cubed = 0;
    for (float[] sample : gradients) {
      double slope = sample[i];
      mean += slope / gradients.length;
      squared += slope * slope / gradients.length;
      cubed += slope * slope * slope / gradients.length;
    }
    double below = 2 * squared + sum * cubed;
    return below == 0 ? 0 : squared / below * Math.max(0, mean);
  }
}
