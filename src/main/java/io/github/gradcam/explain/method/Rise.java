package io.github.gradcam.explain.method;

import io.github.gradcam.explain.MethodSettings;
import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * RISE (Petsiuk et al., BMVC 2018, arXiv:1806.07421): the image is seen through n random masks M_i
 * of 0..1. With p_i the target's probability for x * M_i, a pixel has the sum over i of (p_i - mean
 * p) M_i divided by the sum of M_i: how much likelier the class is where the pixel is seen.
 *
 * <p>The paper divides by n times the expected mask instead and leaves the mean in. The mean is the
 * same everywhere but for the chance of the draw: without it the sign says for or against, and the
 * masks as drawn, in place of those expected, take that chance out. n is 1000 unless told otherwise
 * (the paper has 4000 and more).
 */
final class Rise extends BuiltInMethod implements ProbingMethod {

  private static final int SAMPLES = 1000;

  private final long seed;

  Rise(MethodSettings settings) {
    super(BuiltIn.RISE, settings.samplesOr(SAMPLES));
    seed = settings.seed();
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return samples();
  }

  @Override
  public boolean atLayer() {
    return false;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    int size = probe.inputSize();
    RandomMasks masks = new RandomMasks(size, seed);
    float[] mask = new float[size * size];
    float[][] logits =
        probe.logits(
            samples(),
            (index, into) -> {
              masks.write(index, mask);
              Masking.apply(probe.input(), mask, into);
            });
    float[][] probabilities =
        Arrays.stream(logits).map(VectorMath::softmax).toArray(float[][]::new);
    return maps(probe, masks, probabilities);
  }

  private List<SignedMap> maps(Probe probe, RandomMasks masks, float[][] probabilities) {
    List<double[]> over =
        probe.targets().stream().map(target -> overMean(target, probabilities)).toList();
    int size = probe.inputSize();
    float[] mask = new float[size * size];
    double[] seen = new double[mask.length];
    double[][] sums = new double[over.size()][mask.length];
    for (int i = 0; i < samples(); i++) {
      masks.write(i, mask);
      add(mask, 1, seen);
      for (int t = 0; t < sums.length; t++) {
        add(mask, over.get(t)[i], sums[t]);
      }
    }
    List<SignedMap> maps = new ArrayList<>();
    for (double[] sum : sums) {
      maps.add(new SignedMap(size, size, quotient(sum, seen)));
    }
    return maps;
  }

  /** p_i - mean p. */
  private static double[] overMean(Target target, float[][] probabilities) {
    double[] scores = Arrays.stream(probabilities).mapToDouble(target::score).toArray();
    double mean = Arrays.stream(scores).average().orElse(0);
    return Arrays.stream(scores).map(score -> score - mean).toArray();
  }

  private static void add(float[] mask, double factor, double[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += factor * mask[i];
    }
  }

  private static float[] quotient(double[] sum, double[] seen) {
    float[] quotient = new float[sum.length];
    for (int i = 0; i < quotient.length; i++) {
      quotient[i] = seen[i] == 0 ? 0 : (float) (sum[i] / seen[i]);
    }
    return quotient;
  }
}
