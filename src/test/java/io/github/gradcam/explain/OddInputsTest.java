package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.map.SignedMap;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.IntegratedGradients;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.method.Occlusion;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.HeatmapLayer;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** Networks that do not take square images of three colours as floats are explained by all. */
class OddInputsTest {

  private static final int SIDE = 8;

  @TempDir private Path folder;

  /** Features are the sums of the channels, upper half against lower half. */
  private Classifier network(Shape shape, boolean bytes) throws IOException {
    Path file = folder.resolve("odd.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var options = Placeholder.shape(shape);
      Operand<TFloat32> x =
          bytes
              ? tf.dtypes.cast(
                  tf.withName("input").placeholder(TUint8.class, options), TFloat32.class)
              : tf.withName("input").placeholder(TFloat32.class, options);
      int channels = (int) shape.get(3);
      float[][][][] kernel = new float[1][1][channels][2];
      for (float[] each : kernel[0][0]) {
        each[0] = 1;
        each[1] = 0.5f;
      }
      var maps =
          tf.withName("features")
              .nn
              .relu(tf.nn.conv2d(x, tf.constant(kernel), List.of(1L, 1L, 1L, 1L), "SAME"));
      int half = (int) (shape.get(1) * shape.get(2));
      float[][] dense = new float[2 * half][2];
      for (int i = 0; i < dense.length; i++) {
        dense[i][i < half ? 0 : 1] = 0.01f;
      }
      var flat = tf.reshape(maps, tf.constant(new int[] {-1, 2 * half}));
      tf.withName("scores").linalg.matMul(flat, tf.constant(dense));
      Files.write(file, graph.toGraphDef().toByteArray());
    }
    return new ModelSource(file, new ModelDescription(null, null, null, 0, "none", List.of()))
        .load(Execution.of(Precision.FLOAT32))
        .classifier();
  }

  private static byte[] picture() {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    new Random(3).nextBytes(pixels);
    return pixels;
  }

  private static ExplanationPlan plan(List<ExplanationMethod> methods, HeatmapLayer layer) {
    return ExplanationPlan.of(methods, List.of(layer));
  }

  private static List<ExplanationMethod> all() {
    return new Methods(new MethodSettings(Convention.PAPER, 16, 1)).all();
  }

  @ParameterizedTest
  @CsvSource({"8, 8, 1", "4, 8, 3", "8, 4, 1", "8, 8, 3"})
  void everyMethodExplainsOneChannelAndImagesThatAreNotSquare(int height, int width, int channels)
      throws IOException {
    try (Classifier classifier = network(Shape.of(-1, height, width, channels), false)) {
      HeatmapLayer layer = classifier.layer("features");
      List<ExplanationMethod> methods =
          all().stream().filter(each -> each.objection(classifier, layer).isEmpty()).toList();
      try (Explainer explainer = new Explainer(classifier, plan(methods, layer))) {
        List<Explanation> maps = explainer.explain(picture(), 0);
        assertThat(maps).hasSize(methods.size());
        assertThat(maps)
            .allSatisfy(
                map -> {
                  assertThat(map.failure()).isNull();
                  assertThat(map.heatmap().values()).hasSize(SIDE * SIDE);
                });
      }
    }
  }

  @Test
  void integratedGradientsOfAGreyNetworkAddUpToTheChangeOfTheLogit() throws IOException {
    try (Classifier classifier = network(Shape.of(-1, SIDE, SIDE, 1), false);
        Explainer explainer =
            new Explainer(
                classifier,
                classifier.layer("features"),
                new IntegratedGradients(new MethodSettings(Convention.PAPER, 4, 1)))) {
      Explanation map = explainer.explain(picture(), 0).get(0);
      float sum = 0;
      for (float value : map.signed().values()) {
        sum += value;
      }
      assertThat(sum).isCloseTo(classifier.logits(picture(), 1)[0][0], within(1e-2f));
      assertThat(sum).isGreaterThan(1);
    }
  }

  @Test
  void methodsWithoutGradientsExplainNetworksOfBytes() throws IOException {
    try (Classifier classifier = network(Shape.of(-1, SIDE, SIDE, 3), true);
        Explainer explainer =
            new Explainer(classifier, classifier.layer("features"), new Occlusion())) {
      assertThat(explainer.explain(picture(), 0).get(0).failure()).isNull();
    }
  }

  private static final class Failing implements ProbingMethod {

    @Override
    public String name() {
      return "Broken";
    }

    @Override
    public String summary() {
      return "Fails.";
    }

    @Override
    public String paper() {
      return "none";
    }

    @Override
    public String cost() {
      return "nothing";
    }

    @Override
    public long passes(HeatmapLayer layer, int targets) {
      return 1;
    }

    @Override
    public List<SignedMap> maps(Probe probe) {
      throw new IllegalStateException("Expected sun, found rain");
    }
  }

  @Test
  void aMethodThatFailsIsToldWithTheMapsOfTheOthers() throws IOException {
    try (Classifier classifier = network(Shape.of(-1, SIDE, SIDE, 3), false)) {
      HeatmapLayer layer = classifier.layer("features");
      ExplanationPlan plan = plan(List.of(new Failing(), new GradCam()), layer);
      try (Explainer explainer = Explainer.tolerant(classifier, plan, passes -> {})) {
        List<Explanation> maps = explainer.explain(picture(), 0);
        assertThat(maps)
            .extracting(Explanation::method, Explanation::failure)
            .containsExactly(
                org.assertj.core.groups.Tuple.tuple(
                    "Broken", "Broken failed: Expected sun, found rain"),
                org.assertj.core.groups.Tuple.tuple("Grad-CAM", null));
        assertThat(maps.get(0).heatmap().diagnosis()).isEqualTo(Diagnosis.FAILED);
        assertThat(maps.get(0).heatmap().values()).containsOnly(0);
      }
      try (Explainer strict = new Explainer(classifier, plan)) {
        assertThatThrownBy(() -> strict.explain(picture(), 0)).hasMessageContaining("found rain");
      }
    }
  }
}
