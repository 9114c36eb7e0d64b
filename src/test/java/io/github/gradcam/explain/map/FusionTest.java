package io.github.gradcam.explain.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.ExplanationPlan;
import io.github.gradcam.explain.SmallNetwork;
import io.github.gradcam.explain.Smoothing;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FusionTest {

  private static final Offset<Float> EXACT = within(1e-4f);

  /** Red 20 on the frame of 5 x 5 places, green 150 in the middle. */
  private static final byte[] FRAMED = framed();

  private static final float[][] EVEN = {{0.001f, -0.001f}, {0.001f, -0.001f}};

  @TempDir Path folder;

  private static byte[] framed() {
    int[] red = new int[25];
    int[] green = new int[25];
    for (int i = 0; i < 25; i++) {
      boolean inside = i % 5 > 0 && i % 5 < 4 && i / 5 > 0 && i / 5 < 4;
      red[i] = inside ? 0 : 20;
    }
    green[12] = 150;
    return SmallNetwork.pixels(red, green);
  }

  private List<Explanation> explain(
      Fusion fusion, boolean counterfactual, int classIndex, String layers) throws Exception {
    SmallNetwork network = new SmallNetwork(5, EVEN, new float[2], true);
    try (Classifier classifier = network.load(folder);
        Explainer explainer =
            new Explainer(
                classifier,
                new ExplanationPlan(
                    List.of(new GradCam()),
                    List.of(layers.split(",")).stream().map(classifier::layer).toList(),
                    Target.NONE,
                    TargetScore.LOGIT,
                    counterfactual,
                    Smoothing.NONE,
                    fusion,
                    ExplanationPlan.BATCH))) {
      return explainer.explain(FRAMED, classIndex);
    }
  }

  private static Explanation last(List<Explanation> explanations) {
    return explanations.get(explanations.size() - 1);
  }

  @Test
  void meanIsTakenAtEachPixel() {
    float[] joined =
        Fusion.MEAN.join(List.of(new float[] {1, 0, 0.5f}, new float[] {0, 0, 1}, new float[3]));
    assertThat(joined).containsExactly(new float[] {1 / 3f, 0, 0.5f}, EXACT);
  }

  @Test
  void layerCamLiftsFaintPlacesOfAllButTheDeepestAndKeepsTheLargest() {
    // tanh 2 = 0.96403 against 0.5, tanh 0.5 = 0.46212 against 0.5
    float[] joined =
        Fusion.LAYERCAM.join(List.of(new float[] {1, 0.25f, 0}, new float[] {0.5f, 0.5f, 0}));
    assertThat(joined).containsExactly(new float[] {0.96403f, 0.5f, 0}, EXACT);
  }

  @Test
  void fusionIsFoundByName() {
    assertThat(Fusion.of("LayerCAM")).isEqualTo(Fusion.LAYERCAM);
    assertThatThrownBy(() -> Fusion.of("max"))
        .hasMessage("Expected a fusion of none, mean or layercam, found 'max'");
  }

  @Test
  void fusedMapComesLastAndIsTheMeanOfTheHeatmaps() throws Exception {
    // at active both weights are w: frame 20, middle 150: heat 2/15 and 1
    // at features the ReLU lets 16/25 and 1/25 of the gradient through: 320 and 150: 1 and 15/32
    // the mean: 17/30 and 47/64, the latter of which becomes 1
    List<Explanation> all = explain(Fusion.MEAN, false, 0, "features,active");
    assertThat(all)
        .extracting(Explanation::layer)
        .containsExactly("features", "active", Explanation.FUSED);
    assertThat(all.get(0).heatmap().values()[0]).isCloseTo(1, EXACT);
    assertThat(all.get(0).heatmap().values()[12]).isCloseTo(15 / 32f, EXACT);
    assertThat(all.get(1).heatmap().values()[0]).isCloseTo(2 / 15f, EXACT);
    float[] fused = all.get(2).heatmap().values();
    assertThat(fused[12]).isCloseTo(1, EXACT);
    assertThat(fused[0]).isCloseTo(17 / 30f / (47 / 64f), EXACT);
    assertThat(fused[6]).isZero();
  }

  @Test
  void fusedMapIsJudgedByItself() throws Exception {
    // features alone: 16 places of 1 against 15/32 inside: 97 % on the rim
    List<Explanation> mean = explain(Fusion.MEAN, false, 0, "features,active");
    assertThat(mean.get(0).heatmap().diagnosis()).isEqualTo(Diagnosis.BORDER_ONLY);
    assertThat(mean.get(1).heatmap().diagnosis()).isEqualTo(Diagnosis.OK);
    // 16 x 17/30 = 9.07 on the rim against 47/64 inside: 92.5 %, in whatever order
    assertThat(mean.get(2).heatmap().diagnosis()).isEqualTo(Diagnosis.BORDER_ONLY);
    List<Explanation> turned = explain(Fusion.MEAN, false, 0, "active,features");
    assertThat(turned.get(2).heatmap().diagnosis()).isEqualTo(Diagnosis.BORDER_ONLY);
  }

  @Test
  void blankLayerIsLeftOut() throws Exception {
    for (Fusion fusion : List.of(Fusion.MEAN, Fusion.LAYERCAM)) {
      Explanation without = last(explain(fusion, true, 0, "features,active"));
      Explanation with = last(explain(fusion, true, 0, "aside,features,active"));
      assertThat(with.heatmap().values()).containsExactly(without.heatmap().values());
      assertThat(with.heatmap().diagnosis()).isEqualTo(without.heatmap().diagnosis());
      assertThat(Objects.requireNonNull(with.balance()).values())
          .containsExactly(Objects.requireNonNull(without.balance()).values());
    }
  }

  @Test
  void allBlankLayersStayBlank() throws Exception {
    Explanation fused = last(explain(Fusion.MEAN, false, 1, "features,active,aside"));
    assertThat(fused.heatmap().diagnosis()).isEqualTo(Diagnosis.ALL_NEGATIVE);
    assertThat(fused.heatmap().values()).containsOnly(0);
  }

  @Test
  void fusedBalanceIsTheMeanAndWhatSpeaksAgainstIsFused() throws Exception {
    // class 1 is the negative of class 0: nothing speaks for it
    List<Explanation> all = explain(Fusion.MEAN, true, 1, "features,active");
    List<Explanation> opposite = explain(Fusion.MEAN, false, 0, "features,active");
    Balance balance = Objects.requireNonNull(last(all).balance());
    assertThat(balance.values()[0]).isCloseTo(-17 / 30f, EXACT);
    assertThat(balance.values()[12]).isCloseTo(-47 / 64f, EXACT);
    assertThat(balance.against().values())
        .containsExactly(last(opposite).heatmap().values(), EXACT);
    // and nothing against class 0
    Balance none =
        Objects.requireNonNull(last(explain(Fusion.MEAN, true, 0, "features,active")).balance());
    assertThat(none.against().diagnosis()).isEqualTo(Diagnosis.ALL_NEGATIVE);
    assertThat(none.against().values()).containsOnly(0);
  }
}
