package io.github.gradcam.explain.method;

import io.github.gradcam.explain.Probe;
import io.github.gradcam.explain.ProbingMethod;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.model.HeatmapLayer;
import java.util.Arrays;
import java.util.List;

/**
 * Recipro-CAM (Byun and Lee, 2022, arXiv:2209.14074): a place has the target's score for the
 * activations seen through a window around it, M A, less the smallest of these scores. M is the
 * paper's Gaussian of 3 x 3 places, 1/16 of 1 2 1, 2 4 2, 1 2 1, cut at the border. No gradient is
 * asked for, so that networks with ops that have none are explained too.
 *
 * <p>The paper takes the probability, as {@code --target probability} does; the logit does not
 * saturate. Scores that differ by no more than rounding give a map of zeros.
 */
public final class ReciproCam extends BuiltInMethod implements ProbingMethod {

  private static final float[] BELL = {0.25f, 0.5f, 0.25f};

  /** In parts of the largest score. */
  private static final double ROUNDING = 1e-6;

  /** Makes the method. */
  public ReciproCam() {
    super(BuiltIn.RECIPRO_CAM);
  }

  @Override
  public long passes(HeatmapLayer layer, int targets) {
    return (long) layer.height() * layer.width();
  }

  @Override
  public List<SignedMap> maps(Probe probe) {
    int height = probe.layer().height();
    int width = probe.layer().width();
    float[] activations = probe.activations();
    float[][] seen =
        probe.outputsFromActivations(
            height * width,
            (index, into) ->
                window(activations, index / width, index % width, height, width, into));
    return probe.targets().stream()
        .map(target -> new SignedMap(height, width, overLeast(target, seen)))
        .toList();
  }

  /** Writes M A, with M around a row and a column: [h][w][K]. */
  private static void window(
      float[] activations, int row, int column, int height, int width, float[] into) {
    int channels = into.length / (height * width);
    Arrays.fill(into, 0);
    for (int y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
      for (int x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        float weight = BELL[y - row + 1] * BELL[x - column + 1];
        int from = (y * width + x) * channels;
        for (int i = from; i < from + channels; i++) {
          into[i] = weight * activations[i];
        }
      }
    }
  }

  private static float[] overLeast(Target target, float[][] seen) {
    double[] scores = Arrays.stream(seen).mapToDouble(target::score).toArray();
    double least = Arrays.stream(scores).min().orElse(0);
    double most = Arrays.stream(scores).max().orElse(0);
    float[] map = new float[scores.length];
    boolean even = most - least <= ROUNDING * Math.max(Math.abs(least), Math.abs(most));
    if (!even) { // NaN is kept, too
      for (int i = 0; i < map.length; i++) {
        map[i] = (float) (scores[i] - least);
      }
    }
    return map;
  }
}
