package io.github.gradcam.explain.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Convention;
import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.SmallNetwork;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * FinerCAM by hand on means of 75 (red) and 50 (green): the map is (w_r red + w_g green) / 4, with
 * w the gradient of the score at the means.
 */
class FinerCamTest {

  private static final int[] RED = {100, 155, 45, 0};
  private static final int[] GREEN = {0, 100, 100, 0};
  private static final byte[] PICTURE = SmallNetwork.pixels(RED, GREEN);

  @TempDir Path folder;

  private float[] signed(float[][] weights, Convention convention) throws Exception {
    try (Classifier classifier = new SmallNetwork(2, weights).load(folder);
        Explainer explainer =
            new Explainer(classifier, classifier.layer("features"), new FinerCam(convention))) {
      return explainer.explain(PICTURE, 0).get(0).signed().values();
    }
  }

  private static float[] map(double red, double green) {
    float[] map = new float[RED.length];
    for (int i = 0; i < map.length; i++) {
      map[i] = (float) ((red * RED[i] + green * GREEN[i]) / RED.length);
    }
    return map;
  }

  @Test
  void papersScoreIsTheLogitLessSixTenthsOfTheThreeNearest() throws Exception {
    // logits 150, 125, 100, 100, -250: the last is not among the three nearest
    float[][] weights = {{2, 1, 0, 2, -4}, {0, 1, 2, -1, 1}};
    // (2, 0) - 0.6 / 3 ((1, 1) + (0, 2) + (2, -1)) = (1.4, -0.4)
    assertThat(signed(weights, Convention.PAPER)).containsExactly(map(1.4, -0.4), within(1e-4f));
  }

  @Test
  void farAboveIsAsFarAsFarBelow() throws Exception {
    // logits 0, 75, -75, 150, -150: |distance| 75, 75, 150, 150; of equals, the first class
    float[][] weights = {{0, 1, -1, 2, -2}, {0, 0, 0, 0, 0}};
    // 0 - 0.2 (1 - 1 + 2)
    assertThat(signed(weights, Convention.PAPER)).containsExactly(map(-0.4, 0), within(1e-4f));
  }

  @Test
  void papersScoreTakesAllOthersWhereThereAreFewerThanThree() throws Exception {
    // (2, 0) - 0.6 / 2 ((1, 1) + (0, 2)) = (1.7, -0.9)
    assertThat(signed(new float[][] {{2, 1, 0}, {0, 1, 2}}, Convention.PAPER))
        .containsExactly(map(1.7, -0.9), within(1e-4f));
    // (2, 0) - 0.6 (1, 1) = (1.4, -0.6)
    assertThat(signed(new float[][] {{2, 1}, {0, 1}}, Convention.PAPER))
        .containsExactly(map(1.4, -0.6), within(1e-4f));
  }

  @Test
  void librarysScoreWeighsTheOthersByTheirProbability() throws Exception {
    // logits y = 2, 0, ln 3: of the two others, q = 1/4 and 3/4, mean logit m = 3/4 ln 3.
    // The score is y_0 - m; d m / d y_e = q_e (1 + y_e - m), as q depends on the logits, too
    double ln3 = Math.log(3);
    float[][] weights = {{2 / 75f, 0, 0}, {0, 0, (float) (ln3 / 50)}};
    double slope = 0.75 * (1 + ln3 - 0.75 * ln3);
    assertThat(signed(weights, Convention.PYTORCH_GRAD_CAM))
        .containsExactly(map(2 / 75d, -slope * ln3 / 50), within(1e-5f));
  }

  @Test
  void librarysScoreOfTwoClassesIsTheDifference() throws Exception {
    float[][] weights = {{0.02f, 0.01f}, {0, 0.01f}};
    assertThat(signed(weights, Convention.PYTORCH_GRAD_CAM))
        .containsExactly(map(0.01, -0.01), within(1e-5f));
  }
}
