package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Explainer;
import io.github.gradcam.explain.Explanation;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same network saved in two forms answers and is explained alike. */
class TwoFormsTest {

  private static final float CLOSE = 1e-4f;
  private static final int COUNT = 2;

  @ParameterizedTest
  @CsvSource({
    "potato-keras3/saved_model, potato-keras3/model.keras, auto",
    "potato-keras3/saved_model, potato-keras3/model.keras, conv2d",
    "teachable-machine/saved_model, teachable-machine/keras_model.h5, auto",
    "teachable-machine/saved_model, teachable-machine/keras_model.h5, sequential_1/model1/block_13_expand_relu"
  })
  void answersAndMapsAgree(String first, String second, String layer) {
    try (Classifier one = SharedModels.load(first);
        Classifier other = SharedModels.load(second)) {
      int size = one.card().inputSize();
      assertThat(other.card().inputSize()).isEqualTo(size);
      byte[] pixels = SmoothImages.pixels(COUNT, size);
      float[][] expected = one.logits(pixels, COUNT);
      float[][] found = other.logits(pixels, COUNT);
      for (int i = 0; i < COUNT; i++) {
        assertThat(found[i])
            .containsExactly(expected[i], within(CLOSE * SmoothImages.peak(expected[i])));
      }
      List<Explanation> maps = explain(one, layer, pixels);
      List<Explanation> others = explain(other, layer, pixels);
      for (int i = 0; i < maps.size(); i++) {
        float[] map = maps.get(i).signed().values();
        assertThat(SmoothImages.peak(map)).isPositive();
        assertThat(others.get(i).signed().values())
            .containsExactly(map, within(CLOSE * SmoothImages.peak(map)));
      }
    }
  }

  @Test
  void layersHaveTheNamesThatKerasGaveThemInBothForms() {
    try (Classifier one = SharedModels.load("potato-keras2/saved_model");
        Classifier other = SharedModels.load("potato-keras2/potatoes.h5")) {
      assertThat(names(one)).endsWith(names(other).toArray(String[]::new));
      assertThat(names(other)).startsWith("conv2d", "max_pooling2d", "conv2d_1");
    }
  }

  private static List<String> names(Classifier classifier) {
    return classifier.layers().stream().map(HeatmapLayer::name).toList();
  }

  private static List<Explanation> explain(Classifier classifier, String layer, byte[] pixels) {
    try (Explainer explainer = new Explainer(classifier, classifier.layer(layer), new GradCam())) {
      return explainer.explain(pixels, COUNT, ClassSelection.ofIndex(1)).stream()
          .flatMap(List::stream)
          .toList();
    }
  }
}
