package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.Variation;
import io.github.gradcam.explain.map.Bilinear;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import java.util.Arrays;
import java.util.List;

/**
 * An image seen through the feature maps of a layer, as Score-CAM and its kin ask for: the mask of
 * a feature map is U_k = (B_k - min B_k) / (max B_k - min B_k + 1e-8), with B_k the map enlarged to
 * the image, bilinear with corners aligned; the network is shown x * U_k. Feature maps that are the
 * same everywhere all have the mask 0 and are asked about once.
 */
final class MaskedImages implements Variation {

  private static final float EPSILON = 1e-8f;

  private final float[] input;
  private final FeatureMaps maps;
  private final MaskChange change;
  private final Bilinear bilinear;
  private final float[] map;
  private final float[] mask;

  /** For each version of a sample the feature map seen through. */
  private final int[] shown;

  /** For each feature map the version of a sample that is seen through it. */
  private final int[] versions;

  private MaskedImages(Probe probe, MaskChange change) {
    this.change = change;
    input = probe.input();
    maps = new FeatureMaps(probe);
    int size = probe.inputSize();
    bilinear = Bilinear.cornersAligned(maps.height(), maps.width(), size, size);
    map = new float[maps.height() * maps.width()];
    mask = new float[size * size];
    versions = new int[maps.count()];
    int[] found = new int[maps.count()];
    int count = 0;
    int flat = -1;
    for (int k = 0; k < versions.length; k++) {
      boolean again = flat >= 0 && maps.flat(k);
      versions[k] = again ? flat : count;
      if (!again) {
        flat = maps.flat(k) ? count : flat;
        found[count++] = k;
      }
    }
    shown = Arrays.copyOf(found, count);
  }

  /**
   * The maps sum over k of w_k A_k, w = softmax over k of s_k, with s_k the target's score of the
   * image seen through feature map k, the mean over the samples.
   */
  static List<SignedMap> explain(Probe probe, int samples, MaskChange change) {
    MaskedImages pictures = new MaskedImages(probe, change);
    float[][] outputs = probe.outputs(samples * pictures.shown.length, pictures);
    return probe.targets().stream()
        .map(target -> pictures.maps.weighed(VectorMath.softmax(pictures.scores(target, outputs))))
        .toList();
  }

  @Override
  public void write(int index, float[] into) {
    maps.copy(shown[index % shown.length], map);
    bilinear.resize(map, mask);
    scale(mask);
    change.apply(index / shown.length, mask);
    Masking.apply(input, mask, into);
  }

  private static void scale(float[] values) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    float range = high - low + EPSILON;
    for (int i = 0; i < values.length; i++) {
      values[i] = (values[i] - low) / range;
    }
  }

  /** s: [K]. */
  private float[] scores(Target target, float[][] outputs) {
    double[] sums = new double[shown.length];
    for (int i = 0; i < outputs.length; i++) {
      sums[i % shown.length] += target.score(outputs[i]);
    }
    int samples = outputs.length / shown.length;
    float[] scores = new float[versions.length];
    for (int k = 0; k < scores.length; k++) {
      scores[k] = (float) (sums[versions[k]] / samples);
    }
    return scores;
  }
}
