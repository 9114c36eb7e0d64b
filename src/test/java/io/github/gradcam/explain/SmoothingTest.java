package io.github.gradcam.explain;

import static io.github.gradcam.explain.SmallNetwork.placeWeights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Smoothing.Variant;
import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.HiResCam;
import io.github.gradcam.explain.method.LayerCam;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

class SmoothingTest {

  private static final int SIDE = 4;
  private static final Smoothing AUGMENTED = new Smoothing(true, false);

  @TempDir Path folder;

  private static SmallNetwork network(int side) {
    Random random = new Random(2);
    float[][][] classes = new float[3][2][side * side];
    for (float[][] features : classes) {
      for (float[] weights : features) {
        for (int i = 0; i < weights.length; i++) {
          weights[i] = (float) random.nextGaussian() / 100;
        }
      }
    }
    return new SmallNetwork(side, placeWeights(classes));
  }

  private static byte[] symmetricImage() {
    int[] half = {10, 90, 140, -30, 60, 5, -80, 33};
    int[] red = new int[SIDE * SIDE];
    int[] green = new int[SIDE * SIDE];
    for (int i = 0; i < red.length; i++) {
      int column = Math.min(i % SIDE, SIDE - 1 - i % SIDE);
      red[i] = half[i / SIDE * 2 + column];
      green[i] = half[7 - (i / SIDE * 2 + column)];
    }
    return SmallNetwork.pixels(red, green);
  }

  private Explanation explain(
      SmallNetwork network, Smoothing smoothing, CamMethod method, byte[] picture)
      throws Exception {
    try (Classifier classifier = network.load(folder);
        Explainer explainer =
            new Explainer(
                classifier,
                new ExplanationPlan(
                    List.of(method),
                    List.of(classifier.layer("features")),
                    Target.NONE,
                    TargetScore.LOGIT,
                    false,
                    smoothing,
                    Fusion.NONE,
                    ExplanationPlan.BATCH))) {
      return explainer.explain(picture, 1).get(0);
    }
  }

  @Test
  void thereAreSixVariantsThePlainOneFirst() {
    assertThat(AUGMENTED.variants())
        .containsExactlyInAnyOrder(
            new Variant(false, 1),
            new Variant(true, 1),
            new Variant(false, 0.9f),
            new Variant(true, 0.9f),
            new Variant(false, 1.1f),
            new Variant(true, 1.1f));
    assertThat(AUGMENTED.variants().get(0)).isEqualTo(Variant.PLAIN);
    assertThat(Smoothing.NONE.variants()).containsExactly(Variant.PLAIN);
    assertThat(new Smoothing(false, true).variants()).containsExactly(Variant.PLAIN);
  }

  @Test
  void mapOfAMirroredImageIsTurnedBackRowByRow() {
    SignedMap map = new SignedMap(2, 3, new float[] {1, 2, 3, 4, 5, 6});
    assertThat(new Variant(true, 1).back(map).values()).containsExactly(3, 2, 1, 6, 5, 4);
    assertThat(new Variant(false, 0.9f).back(map)).isSameAs(map);
  }

  @Test
  void pixelsAreMirroredAsAWhole() {
    // two images of one row of two pixels
    float[] values = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
    Rows.Floats rows = new Rows.Floats(values, Shape.of(1, 2, 3));
    assertThat(new Variant(true, 2).of(rows).values())
        .containsExactly(8, 10, 12, 2, 4, 6, 20, 22, 24, 14, 16, 18);
    assertThat(values).startsWith(1, 2, 3);
  }

  @Test
  void augmentedMapOfASymmetricImageIsSymmetric() throws Exception {
    SmallNetwork network = network(SIDE);
    float[] plain =
        explain(network, Smoothing.NONE, new LayerCam(), symmetricImage()).signed().values();
    float[] map = explain(network, AUGMENTED, new LayerCam(), symmetricImage()).signed().values();
    boolean plainIsSymmetric = true;
    for (int i = 0; i < map.length; i++) {
      int mirrored = i + SIDE - 1 - 2 * (i % SIDE);
      assertThat(map[i]).isCloseTo(map[mirrored], within(1e-5f));
      plainIsSymmetric &= Math.abs(plain[i] - plain[mirrored]) < 1e-5f;
    }
    assertThat(plainIsSymmetric).isFalse();
  }

  @Test
  void augmentedMapOfALinearNetworkIsTheMeanOfBothSides() throws Exception {
    // one row of two places, as 2 x 2 with equal rows; HiResCAM is W A with W = 3 1: factors
    // 0.9 1 1.1 have the mean 1; A = 10 20 gives 30 20; mirrored, 20 10 gives 60 10, back 10 60
    float[][] weights =
        placeWeights(new float[][][] {{{3, 1, 3, 1}, new float[4]}, {{3, 1, 3, 1}, new float[4]}});
    byte[] picture = SmallNetwork.pixels(new int[] {10, 20, 10, 20}, new int[4]);
    assertThat(
            explain(new SmallNetwork(2, weights), AUGMENTED, new HiResCam(), picture)
                .signed()
                .values())
        .containsExactly(new float[] {20, 40, 20, 40}, within(1e-4f));
  }

  @Test
  void eigenSmoothingTakesTheFirstComponentInPlaceOfTheSum() throws Exception {
    // alpha = 1/2 and 1 (see CamFormulasTest): products 1 1/2 0 -1/2 and 1 2 -1 0;
    // less their means: 3/4 1/4 -1/4 -3/4 and 1/2 3/2 -3/2 -1/2
    // X'X = (1.25 1.5; 1.5 5): the larger eigenvalue is
    double eigenvalue = 3.125 + Math.hypot(1.875, 1.5);
    double length = Math.hypot(1.5, eigenvalue - 1.25);
    float first = (float) (1.5 / length);
    float second = (float) ((eigenvalue - 1.25) / length);
    float[] outer = {0.75f * first + 0.5f * second, 0.25f * first + 1.5f * second};
    float[][] weights =
        placeWeights(
            new float[][][] {{new float[4], new float[4]}, {{1, -1, 2, 0}, {0, 1, -1, 4}}});
    byte[] picture = SmallNetwork.pixels(new int[] {2, 1, 0, -1}, new int[] {1, 2, -1, 0});
    SmallNetwork network = new SmallNetwork(2, weights);
    assertThat(
            explain(network, new Smoothing(false, true), new GradCam(), picture).signed().values())
        .containsExactly(new float[] {outer[0], outer[1], -outer[1], -outer[0]}, within(1e-5f));
  }

  @Test
  void bothSmoothingsTogetherStayFinite() throws Exception {
    float[] both =
        explain(network(SIDE), new Smoothing(true, true), new GradCam(), symmetricImage())
            .heatmap()
            .values();
    float[] plain =
        explain(network(SIDE), Smoothing.NONE, new GradCam(), symmetricImage()).heatmap().values();
    for (float value : both) {
      assertThat(value).isBetween(0f, 1f);
    }
    assertThat(both).isNotEqualTo(plain);
  }
}
