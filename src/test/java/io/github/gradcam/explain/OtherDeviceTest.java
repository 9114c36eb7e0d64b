package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.device.Device;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A second processor, which TensorFlow makes of the first, stands for a second graphics card. */
class OtherDeviceTest {

  private static final int SIZE = 32;

  private static List<float[]> maps(Device device) {
    ModelCard card = ModelCard.unsaved("scenes", List.of("a", "b", "c"), SIZE);
    byte[] pixels = new byte[2 * SIZE * SIZE * 3];
    new Random(1).nextBytes(pixels);
    try (Classifier classifier =
            Classifier.untrained(card, new Execution(Precision.FLOAT32, device), 1);
        Explainer explainer =
            new Explainer(
                classifier,
                ExplanationPlan.of(
                    new Methods(MethodSettings.DEFAULT)
                        .named("gradcam,layercam,integratedgradients,guidedbackpropagation"),
                    classifier.layersNamed("stages")))) {
      return explainer.explain(pixels, 0, 1).stream()
          .map(explanation -> explanation.heatmap().values())
          .toList();
    }
  }

  @Test
  void heatmapsAreTheSameOnAnotherDevice() {
    List<float[]> expected = maps(Device.CPU);
    assertThat(expected).hasSizeGreaterThan(4);
    List<float[]> other = maps(new Device(Device.Kind.CPU, 1));
    assertThat(other).hasSameSizeAs(expected);
    for (int i = 0; i < other.size(); i++) {
      assertThat(other.get(i)).containsExactly(expected.get(i), within(1e-3f)); // folded there
    }
  }
}
