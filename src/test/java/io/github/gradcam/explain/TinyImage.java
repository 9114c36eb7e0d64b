package io.github.gradcam.explain;

import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An image before {@link TinyNetwork}, both small enough for pen and paper: red R = 4, 2, 0, 0;
 * green G = 0, 2, 2, 0; the logits are y_0 = S(2 R - G) / 4 = (12 - 4) / 4 = 2 and y_1 = S(G) / 4 =
 * 1, with S the sum over the four pixels. The features are R and G, as all values are positive.
 */
public final class TinyImage {

  public static final float[] X = {4, 0, 0, 2, 2, 0, 0, 2, 0, 0, 0, 0};
  public static final float[] RED = {4, 2, 0, 0};
  public static final float[] GREEN = {0, 2, 2, 0};
  public static final Target FIRST = Target.of(0);
  public static final Target SECOND = Target.of(1);

  /** What passes count besides those of the versions asked for. */
  public static final int ACTIVATIONS = 1;

  private TinyImage() {}

  public static Classifier network(Path folder) throws IOException {
    return network(folder, 1);
  }

  public static Classifier network(Path folder, float scale) throws IOException {
    return TinyNetwork.load(folder, new float[][] {{2 * scale, 0}, {-scale, scale}});
  }

  public static float[] map(Path folder, ProbingMethod method, Target target) throws IOException {
    return map(folder, method, target, X);
  }

  public static float[] map(Path folder, ProbingMethod method, Target target, float[] input)
      throws IOException {
    return maps(folder, method, input, ExplanationPlan.BATCH, target).get(0).values();
  }

  public static List<SignedMap> maps(
      Path folder, ProbingMethod method, float[] input, int batchSize, Target... targets)
      throws IOException {
    try (Classifier classifier = network(folder);
        Probes probes = new Probes(classifier, "features", batchSize, passes -> {})) {
      return method.maps(probes.of(input, targets));
    }
  }

  public static MethodSettings samples(int samples) {
    return new MethodSettings(Convention.PAPER, samples, 7);
  }
}
