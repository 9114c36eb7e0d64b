package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Arrays;
import java.util.List;

/**
 * Occlusion (Zeiler and Fergus, ECCV 2014, arXiv:1311.2901): y(x) - y(x with a patch covered), with
 * y the target's score; a pixel has the mean over the patches that cover it. A patch is a square of
 * about a seventh of the image's side, filled with 0 after the preprocessing, most often the mean
 * colour; the next lies half a patch on, the last at the edge.
 */
public final class Occlusion extends BuiltInMethod implements ProbingMethod {

  /** Makes the method. */
  public Occlusion() {
    super(BuiltIn.OCCLUSION);
  }

  private static final int PATCHES_A_SIDE = 7;
  private static final int COLOURS = 3;

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return 4L * PATCHES_A_SIDE * PATCHES_A_SIDE;
  }

  @Override
  public boolean atLayer() {
    return false;
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    int size = probe.inputSize();
    int patch = Math.max(1, Math.round(size / (float) PATCHES_A_SIDE));
    int[] starts = starts(size, patch);
    float[][] covered =
        probe.outputs(
            starts.length * starts.length,
            (index, into) -> {
              probe.plain(index, into);
              int left = starts[index % starts.length];
              int top = starts[index / starts.length];
              for (int y = top; y < top + patch; y++) {
                int from = COLOURS * (y * size + left);
                Arrays.fill(into, from, from + COLOURS * patch, 0);
              }
            });
    return probe.targets().stream()
        .map(target -> map(target, probe.outputs(), covered, starts, patch, size))
        .toList();
  }

  /** Where patches begin: half a patch apart, the last one at the edge. */
  static int[] starts(int size, int patch) {
    int stride = Math.max(1, patch / 2);
    int last = size - patch;
    int[] starts = new int[(last + stride - 1) / stride + 1];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = Math.min(i * stride, last);
    }
    return starts;
  }

  private static SignedMap map(
      Target target, float[] outputs, float[][] covered, int[] starts, int patch, int size) {
    double[] sums = new double[size * size];
    int[] counts = new int[size * size];
    for (int index = 0; index < covered.length; index++) {
      double fall = target.score(outputs) - target.score(covered[index]);
      int left = starts[index % starts.length];
      int top = starts[index / starts.length];
      for (int y = top; y < top + patch; y++) {
        for (int x = left; x < left + patch; x++) {
          sums[y * size + x] += fall;
          counts[y * size + x]++;
        }
      }
    }
    float[] map = new float[sums.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) (sums[i] / counts[i]);
    }
    return new SignedMap(size, size, map);
  }
}
