package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.kernel.KernelRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An image has the same map whatever it shares a batch with, and however many threads compute it:
 * for the model that ships, to 1e-5 of the map's largest value, as docs/precision.md says.
 */
class SameMapTest {

  private static final double BOUND = 1e-5;

  /**
   * Its weights are differences of logits that are nearly the same, of which rounding is a larger
   * share: 1.2e-5 was found.
   */
  private static final double OF_DIFFERENCES = 1e-4;

  /**
   * Where a value before a ReLU is within rounding of 0, another order of the same sum may open or
   * shut it, and gradients at the pixels change with it; on the machines tried it did not happen.
   */
  private static final double ROUNDED = 5e-3;

  private static final int IMAGES = 8;

  private static Classifier classifier;
  private static List<byte[]> images;

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    classifier = MapsOfShippedModel.classifier();
    images = MapsOfShippedModel.images(IMAGES, classifier.card().inputSize());
    assertThat(images).hasSize(IMAGES);
  }

  @AfterAll
  static void close() {
    classifier.close();
  }

  private static Explainer explainer(
      Class<? extends ExplanationMethod> kind, String layer, int versions) {
    return new Explainer(
        classifier,
        ExplanationPlan.of(
                MapsOfShippedModel.methods(kind, classifier, layer),
                List.of(classifier.layer(layer)))
            .withBatch(versions));
  }

  private static double largest(float[] map) {
    double largest = 0;
    for (float value : map) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private static void assertSame(
      Map<String, float[]> actual,
      Map<String, float[]> expected,
      double pixelGradients,
      String when) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (method, map) -> {
          float[] other = actual.get(method);
          float[] difference = new float[map.length];
          for (int i = 0; i < map.length; i++) {
            difference[i] = other[i] - map[i];
          }
          assertThat(largest(map)).as(method).isPositive();
          assertThat(largest(difference) / largest(map))
              .as("%s %s", method, when)
              .isLessThanOrEqualTo(bound(method, pixelGradients));
        });
  }

  private static double bound(String method, double pixelGradients) {
    return switch (method) {
      case "Ablation-CAM" -> OF_DIFFERENCES;
      case "Integrated Gradients", "SmoothGrad" -> pixelGradients;
      default -> BOUND;
    };
  }

  /** The image among as many as there are, at a place. */
  private static List<byte[]> batch(int count, int place) {
    List<byte[]> batch = new ArrayList<>(images.subList(1, count));
    batch.add(place, images.get(0));
    return batch;
  }

  @ParameterizedTest
  @ValueSource(strings = {"re_lu_12", "re_lu_8", "max_pooling2d"})
  void mapAtALayerIsThatOfTheImageAloneAnywhereInAnyBatch(String layer) {
    try (Explainer explainer = explainer(CamMethod.class, layer, ExplanationPlan.BATCH)) {
      Map<String, float[]> alone = MapsOfShippedModel.maps(explainer, batch(1, 0), 0);
      assertThat(alone).hasSizeGreaterThanOrEqualTo(9);
      for (int count : new int[] {2, 3, 5, IMAGES}) {
        for (int place : new int[] {0, count / 2, count - 1}) {
          assertSame(
              MapsOfShippedModel.maps(explainer, batch(count, place), place),
              alone,
              BOUND,
              "at %s, image %d of %d".formatted(layer, place, count));
        }
      }
    }
  }

  @Test
  void orderOfTheOtherImagesDoesNotMatter() {
    try (Explainer explainer = explainer(CamMethod.class, "re_lu_12", ExplanationPlan.BATCH)) {
      List<byte[]> reversed = new ArrayList<>(images);
      Collections.reverse(reversed);
      assertSame(
          MapsOfShippedModel.maps(explainer, reversed, IMAGES - 1),
          MapsOfShippedModel.maps(explainer, images, 0),
          BOUND,
          "of images in reverse");
    }
  }

  /** Integrated Gradients, Score-CAM, SmoothGrad and RISE with their seed, and the like. */
  @Test
  void mapOfManyPassesDependsNeitherOnTheVersionsOfARunNorOnTheImagesBefore() {
    Map<String, float[]> alone;
    try (Explainer explainer = explainer(ProbingMethod.class, "re_lu_12", ExplanationPlan.BATCH)) {
      alone = MapsOfShippedModel.maps(explainer, batch(1, 0), 0);
      assertThat(alone)
          .containsKeys("Integrated Gradients", "Score-CAM", "SmoothGrad", "RISE", "Occlusion");
      assertSame(
          MapsOfShippedModel.maps(explainer, batch(2, 1), 1), alone, BOUND, "after another image");
    }
    try (Explainer explainer = explainer(ProbingMethod.class, "re_lu_12", 5)) {
      assertSame(
          MapsOfShippedModel.maps(explainer, batch(1, 0), 0), alone, BOUND, "5 versions a run");
    }
  }

  @Test
  void numberOfThreadsDoesNotMatter() throws IOException, InterruptedException {
    String kernels = KernelRuntime.settle().kernels().toString();
    assertSame(
        MapsOfShippedModel.elsewhere(
            Map.of(
                "GRADCAM_KERNELS",
                kernels,
                "TF_NUM_INTRAOP_THREADS",
                "1",
                "TF_NUM_INTEROP_THREADS",
                "1"),
            folder),
        MapsOfShippedModel.here(),
        ROUNDED,
        "by one thread");
  }
}
