package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Ablation-CAM (Desai and Ramaswamy, WACV 2020): sum over k of w_k A_k, w_k = (y - y_k) / |y|, with
 * y the target's score and y_k its score with feature map k set to zero.
 *
 * <p>The paper divides by y, which it takes to be positive; |y| is the same there, and where y is
 * negative a feature that raises it still has a positive weight. Where y is 0 the weights are the
 * plain differences. Feature maps of zeros change nothing and are not asked about.
 */
public final class AblationCam extends BuiltInMethod implements ProbingMethod {

  /** Makes the method. */
  public AblationCam() {
    super(BuiltIn.ABLATION_CAM);
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return layer.channels();
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    FeatureMaps maps = new FeatureMaps(probe);
    int[] live = IntStream.range(0, maps.count()).filter(k -> !maps.zero(k)).toArray();
    float[] activations = probe.activations();
    float[][] without =
        probe.outputsFromActivations(
            live.length,
            (index, into) -> {
              System.arraycopy(activations, 0, into, 0, into.length);
              for (int i = live[index]; i < into.length; i += maps.count()) {
                into[i] = 0;
              }
            });
    return probe.targets().stream()
        .map(target -> maps.weighed(weights(target, probe.outputs(), without, live, maps.count())))
        .toList();
  }

  private static float[] weights(
      Target target, float[] outputs, float[][] without, int[] live, int count) {
    double score = target.score(outputs);
    float[] weights = new float[count];
    for (int i = 0; i < live.length; i++) {
      double fall = score - target.score(without[i]);
      weights[live[i]] = (float) (score == 0 ? fall : fall / Math.abs(score));
    }
    return weights;
  }
}
