package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.method.GradCam;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.method.ReciproCam;
import io.github.gradcam.explain.method.Saliency;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.Endpoints;
import io.github.gradcam.model.ModelCard;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.graph.GradientRewrites;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.Normalization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** A network with an op between two of its layers for which TensorFlow has no gradient. */
class GradientsTest {

  private static final int SIDE = 4;
  private static final Endpoints ENDS =
      new Endpoints(
          "images",
          "input",
          "logits",
          "probabilities",
          Normalization.NONE,
          Map.of("early", "a/b", "late", "c/d"));

  private final Classifier classifier = classifier(network());

  @AfterEach
  void close() {
    classifier.close();
  }

  private static Classifier classifier(GraphDef network) {
    ModelCard card = ModelCard.unsaved("other", List.of("red", "green", "blue"), SIDE);
    return Classifier.of(network, ENDS, card, Execution.of(Precision.FLOAT32));
  }

  private static GraphDef network() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Shape shape = Shape.of(-1, SIDE, SIDE, 3);
      var images = tf.withName("images").placeholder(TUint8.class, Placeholder.shape(shape));
      var input = tf.withName("input").dtypes.cast(images, TFloat32.class);
      var early = tf.withName("early").nn.relu(input);
      var wall = tf.withName("wall").ensureShape(early, shape);
      var late = tf.withName("late").nn.relu(wall);
      var logits = tf.withName("logits").math.mean(late, tf.array(1, 2));
      tf.withName("probabilities").nn.softmax(logits);
      return graph.toGraphDef();
    }
  }

  @Test
  void messageNamesTheOpAndTheNearestLayerThatWorks() {
    assertThatThrownBy(() -> new Explainer(classifier, classifier.layer("a/b"), new GradCam()))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "Expected gradients from the logits to layer 'a/b', found that TensorFlow has none for"
                + " the op 'wall' (EnsureShape) between; nearest layer that works: 'c/d';"
                + " without gradients: --method recipro-cam");
  }

  @Test
  void gradientAtTheImagesIsRefusedInTheSameWords() {
    assertThatThrownBy(() -> new Explainer(classifier, classifier.layer("c/d"), new Saliency()))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("Expected gradients from the logits to the images, found")
        .hasMessageContaining("nearest layer that works: 'c/d'");
  }

  @Test
  void reciproCamExplainsTheLayerBeforeTheOp() {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    pixels[0] = 64;
    ExplanationPlan plan =
        ExplanationPlan.of(List.of(new ReciproCam()), List.of(classifier.layer("a/b")));
    try (Explainer explainer = new Explainer(classifier, plan)) {
      Explanation one = explainer.explain(pixels, 0).get(0);
      // the mean of 16 places: 64 / 16 through 4/16 at the place, 2/16 beside it, 1/16 across
      assertThat(one.signed().values())
          .containsExactly(1, 0.5f, 0, 0, 0.5f, 0.25f, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      assertThat(one.heatmap().diagnosis()).isEqualTo(Diagnosis.OK);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoothgradcamplusplus", "guidedgradcam", "reciprocam,gradcam"})
  void methodsThatNeedGradientsAtTheLayerAreRefusedBeforeAnyImage(String methods) {
    ExplanationPlan plan =
        ExplanationPlan.of(
            new Methods(MethodSettings.DEFAULT).named(methods), List.of(classifier.layer("a/b")));
    assertThatThrownBy(() -> new Explainer(classifier, plan))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("Expected gradients from the logits to layer 'a/b'")
        .hasMessageEndingWith("without gradients: --method recipro-cam");
  }

  @Test
  void whatFeatureMapsContributeIsNotToldWithoutGradients() {
    ExplanationPlan plan =
        ExplanationPlan.of(List.of(new ReciproCam()), List.of(classifier.layer("a/b")));
    assertThatThrownBy(() -> new Explainer(classifier, plan.withContributions()))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("Expected gradients from the logits to layer 'a/b'");
  }

  @Test
  void amongSeveralMethodsTheOneWithoutGradientsFailsAlone() {
    ExplanationPlan plan =
        ExplanationPlan.of(
            new Methods(MethodSettings.DEFAULT).named("reciprocam,smoothgradcamplusplus"),
            List.of(classifier.layer("a/b")));
    byte[] pixels = new byte[SIDE * SIDE * 3];
    pixels[0] = 64;
    try (Explainer explainer = Explainer.tolerant(classifier, plan, passes -> {})) {
      List<Explanation> both = explainer.explain(pixels, 0);
      assertThat(both.get(0).heatmap().diagnosis()).isEqualTo(Diagnosis.OK);
      assertThat(both.get(1).failure()).contains("Expected gradients from the logits to layer");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gradcam", "scorecam"})
  void methodsThatNeedNoGradientAtTheImagesExplainTheLayerBehindTheOp(String method) {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    pixels[0] = 100;
    ExplanationMethod how = new Methods(MethodSettings.DEFAULT).named(method).get(0);
    try (Explainer explainer = new Explainer(classifier, classifier.layer("c/d"), how)) {
      assertThat(explainer.explain(pixels, 0).get(0).heatmap().values()[0]).isPositive();
    }
  }

  @Test
  void rewrittenNetworkIsExplainedAtEveryLayer() {
    GraphDef rewritten = GradientRewrites.rewrite(network(), Set.of("images"));
    byte[] pixels = new byte[SIDE * SIDE * 3];
    pixels[0] = 100;
    try (Classifier other = classifier(rewritten);
        Explainer explainer = new Explainer(other, other.layer("a/b"), new GradCam())) {
      assertThat(explainer.explain(pixels, 0).get(0).heatmap().values()[0]).isPositive();
    }
  }
}
