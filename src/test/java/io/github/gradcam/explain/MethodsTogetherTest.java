package io.github.gradcam.explain;

import static io.github.gradcam.explain.SmallNetwork.placeWeights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.method.Cam;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All methods in one pass, on a network whose gradients differ from place to place. */
class MethodsTogetherTest {

  private static final int SIDE = 4;
  private static final byte[] PICTURE = picture();

  /** Their formulas are not homogeneous in the gradient. */
  private static final Set<String> SCALE_DEPENDENT = Set.of("Grad-CAM++");

  @TempDir Path folder;

  private static byte[] picture() {
    Random random = new Random(4);
    int[] red = random.ints(SIDE * SIDE, -100, 156).toArray();
    int[] green = random.ints(SIDE * SIDE, -100, 156).toArray();
    return SmallNetwork.pixels(red, green);
  }

  private static SmallNetwork network(float factor) {
    Random random = new Random(6);
    float[][][] classes = new float[5][2][SIDE * SIDE];
    for (float[][] features : classes) {
      for (float[] weights : features) {
        for (int i = 0; i < weights.length; i++) {
          weights[i] = factor * (float) random.nextGaussian() / 100;
        }
      }
    }
    return new SmallNetwork(SIDE, placeWeights(classes));
  }

  private static List<ExplanationMethod> methods(Convention convention) {
    return new Methods(new MethodSettings(convention, 0, 1))
        .all().stream()
            .filter(CamMethod.class::isInstance)
            .filter(method -> !(method instanceof Cam))
            .toList();
  }

  private List<Explanation> explain(SmallNetwork network, List<? extends ExplanationMethod> methods)
      throws Exception {
    try (Classifier classifier = network.load(folder);
        Explainer explainer =
            new Explainer(
                classifier, ExplanationPlan.of(methods, List.of(classifier.layer("features"))))) {
      return explainer.explain(PICTURE, 2);
    }
  }

  @Test
  void eachGivesWhatItGivesAlone() throws Exception {
    for (Convention convention : Convention.values()) {
      List<ExplanationMethod> methods = methods(convention);
      List<Explanation> together = explain(network(1), methods);
      assertThat(together)
          .extracting(Explanation::method)
          .containsExactlyElementsOf(methods.stream().map(ExplanationMethod::name).toList());
      for (int i = 0; i < methods.size(); i++) {
        Explanation alone = explain(network(1), List.of(methods.get(i))).get(0);
        assertThat(together.get(i).signed().values())
            .as(alone.method())
            .containsExactly(alone.signed().values(), within(1e-5f));
        assertThat(together.get(i).heatmap().values())
            .as(alone.method())
            .containsExactly(alone.heatmap().values(), within(1e-5f));
      }
    }
  }

  @Test
  void threefoldLogitsLeaveEveryHeatmapThatIsHomogeneousInTheGradient() throws Exception {
    List<ExplanationMethod> methods = methods(Convention.PAPER);
    List<Explanation> once = explain(network(1), methods);
    List<Explanation> threefold = explain(network(3), methods);
    int compared = 0;
    for (int i = 0; i < methods.size(); i++) {
      if (!SCALE_DEPENDENT.contains(methods.get(i).name())) {
        assertThat(threefold.get(i).heatmap().values())
            .as(methods.get(i).name())
            .containsExactly(once.get(i).heatmap().values(), within(1e-4f));
        compared++;
      }
    }
    assertThat(compared).isEqualTo(methods.size() - 1);
  }

  @Test
  void methodOrLayerNamedTwiceIsShownOnce() throws Exception {
    try (Classifier classifier = network(1).load(folder)) {
      GradCam method = new GradCam();
      HeatmapLayer layer = classifier.layer("features");
      ExplanationPlan plan = ExplanationPlan.of(List.of(method, method), List.of(layer, layer));
      try (Explainer explainer = new Explainer(classifier, plan)) {
        assertThat(explainer.explain(PICTURE, 0)).hasSize(1);
      }
    }
  }
}
