package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.model.Classifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tiny network: its layer holds red and green of 2 x 2 pixels, a logit is the sum of the means
 * of these times its weights.
 */
class ClassifierLayerTest {

  private static final float[][] WEIGHTS = {{2, -1, 0}, {0, 3, 1}};

  private static final RgbImage FIRST =
      new RgbImage(2, 2, TinyNetwork.pixels(new int[] {4, 0, 8, 0}, new int[] {0, 12, 0, 40}));
  private static final RgbImage SECOND =
      new RgbImage(2, 2, TinyNetwork.pixels(new int[] {1, 2, 3, 4}, new int[] {0, 0, 0, 20}));

  @TempDir Path folder;

  private interface Question {
    void ask(LayerView layer);
  }

  private static void look(Classifier loaded, String name, Question question) {
    try (Classifier classifier = loaded) {
      question.ask(new ClassifierLayer(classifier, classifier.layer(name), new GradCam()));
    }
  }

  private void look(Question question) throws IOException {
    look(TinyNetwork.load(folder, WEIGHTS), "features", question);
  }

  @Test
  void activationsAreWhatTheLayerGivesPlaceByPlace() throws IOException {
    look(
        layer -> {
          assertThat(List.of(layer.height(), layer.width(), layer.channels()))
              .containsExactly(2, 2, 2);
          float[][] found = layer.activations(List.of(FIRST, SECOND));
          assertThat(found[0]).containsExactly(4, 0, 0, 12, 8, 0, 0, 40);
          assertThat(found[1]).containsExactly(1, 0, 2, 0, 3, 0, 4, 20);
        });
  }

  /** Without green, FIRST has means (3, 0): logits (6, -3, 0). */
  @Test
  void logitsFollowFromChangedActivations() throws IOException {
    look(
        layer -> {
          float[][] changed = {{4, 0, 0, 0, 8, 0, 0, 0}, {0, 4, 0, 4, 0, 4, 0, 4}};
          float[][] logits = layer.logits(List.of(FIRST, SECOND), changed);
          assertThat(logits[0]).containsExactly(6, -3, 0);
          assertThat(logits[1]).containsExactly(0, 12, 4);
        });
  }

  /** G_k = w_k / 4 at each place, which is also its mean: the map is (w_r red + w_g green) / 4. */
  @Test
  void mapsAreThoseOfEachImagesOwnClassAndContrast() throws IOException {
    look(
        layer -> {
          List<SignedMap> maps =
              layer.maps(
                  List.of(FIRST, FIRST, SECOND),
                  new int[] {0, 1, 1},
                  new int[] {Target.NONE, 0, Target.NONE});
          assertThat(maps.get(0).values()).containsExactly(2, 0, 4, 0);
          // (-1 - 2, 3 - 0) / 4 of (red, green)
          assertThat(maps.get(1).values()).containsExactly(-3, 9, -6, 30);
          assertThat(maps.get(2).values()).containsExactly(-0.25f, -0.5f, -0.75f, 14);
        });
  }

  @Test
  void batchesOfAnySizeKeepTheirOrder() throws IOException {
    look(
        layer -> {
          List<RgbImage> many = new java.util.ArrayList<>(Collections.nCopies(40, SECOND));
          many.set(35, FIRST);
          float[][] found = layer.activations(many);
          assertThat(found).hasDimensions(40, 8);
          assertThat(found[35]).containsExactly(4, 0, 0, 12, 8, 0, 0, 40);
          assertThat(layer.logits(many, found)[35])
              .containsExactly(new float[] {6, 36, 13}, within(1e-4f));
        });
  }

  /**
   * What goes past the layer still comes from the images: nothing of the logits goes by "aside".
   */
  @Test
  void whatGoesPastTheLayerStays() throws IOException {
    float[][] weights = {{1, 0}, {0, 1}};
    RgbImage image =
        new RgbImage(2, 2, SmallNetwork.pixels(new int[] {4, 8, 0, 0}, new int[] {0, 20, 20, 0}));
    look(
        new SmallNetwork(2, weights).load(folder),
        "aside",
        layer ->
            assertThat(layer.logits(List.of(image), new float[1][8])[0]).containsExactly(3, 10));
  }
}
