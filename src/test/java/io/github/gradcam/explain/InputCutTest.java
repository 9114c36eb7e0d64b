package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.map.Fusion;
import io.github.gradcam.explain.method.Methods;
import io.github.gradcam.explain.target.ClassSelection;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.explain.target.TargetScore;
import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * A network with a shortcut from its input round the layer, so that no later activations hold all
 * that the logits know of an image: features = ReLU(2 x), logits = (mean over places of features +
 * x) W over the three colours.
 */
class InputCutTest {

  private static final float[][] WEIGHTS = {{1, 0}, {0, 1}, {0, 0}};
  private static final byte[] PICTURE = {100, 0, 0, 0, 40, 0, 20, 0, 0, 0, 0, 0};

  @TempDir Path folder;

  private Classifier load() throws IOException {
    Path file = folder.resolve("shortcut.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var shape = Placeholder.shape(Shape.of(-1, 2, 2, 3));
      var input = tf.withName("input").placeholder(TFloat32.class, shape);
      var features = tf.withName("features").nn.relu(tf.math.mul(input, tf.constant(2f)));
      var sum = tf.math.add(features, input);
      var means = tf.math.mean(sum, tf.constant(new int[] {1, 2}));
      tf.withName("scores").linalg.matMul(means, tf.constant(StdArrays.ndCopyOf(WEIGHTS)));
      Files.write(file, graph.toGraphDef().toByteArray());
    }
    return FrozenGraphs.load(file, null, "scores", 0, Normalization.NONE, List.of());
  }

  private static ExplanationPlan plan(Classifier classifier, String methods, boolean augmented) {
    return new ExplanationPlan(
        new Methods(MethodSettings.DEFAULT).named(methods),
        List.of(classifier.layer("features")),
        Target.NONE,
        TargetScore.LOGIT,
        false,
        new Smoothing(augmented, false),
        Fusion.NONE,
        ExplanationPlan.BATCH);
  }

  @Test
  void severalClassesAreExplainedFromTheInput() throws Exception {
    try (Classifier classifier = load();
        Explainer explainer = new Explainer(classifier, plan(classifier, "hirescam", false))) {
      assertThat(classifier.cut(plan(classifier, "hirescam", false).layers()))
          .isEqualTo(classifier.input());
      List<Explanation> both = explainer.explain(PICTURE, 1, new ClassSelection.Top(2)).get(0);
      // G = W / 4; A = 2 x: class 0 sees red 200 0 40 0, class 1 green 0 80 0 0, a quarter of each
      assertThat(both.get(0).signed().values())
          .containsExactly(new float[] {50, 0, 10, 0}, within(1e-4f));
      assertThat(both.get(1).signed().values())
          .containsExactly(new float[] {0, 20, 0, 0}, within(1e-4f));
    }
  }

  @Test
  void augmentedImagesAreExplainedToo() throws Exception {
    try (Classifier classifier = load();
        Explainer explainer = new Explainer(classifier, plan(classifier, "hirescam", true))) {
      List<Explanation> both = explainer.explain(PICTURE, 1, new ClassSelection.Top(2)).get(0);
      // linear: the factors 0.9, 1 and 1.1 average to 1, and mirroring goes back
      assertThat(both.get(0).signed().values())
          .containsExactly(new float[] {50, 0, 10, 0}, within(1e-3f));
    }
  }

  @Test
  void ablationKeepsTheShortcut() throws Exception {
    try (Classifier classifier = load();
        Explainer explainer = new Explainer(classifier, plan(classifier, "ablationcam", false))) {
      Explanation one = explainer.explain(PICTURE, 0).get(0);
      // y = 3 mean(red) = 90; without red features mean(red) = 30 stays: w = 60 / 90; map w 2 red
      assertThat(one.signed().values())
          .containsExactly(new float[] {400f / 3, 0, 80f / 3, 0}, within(1e-3f));
    }
  }

  @Test
  void reciproCamKeepsTheShortcut() throws Exception {
    try (Classifier classifier = load();
        Explainer explainer = new Explainer(classifier, plan(classifier, "reciprocam", false))) {
      Explanation one = explainer.explain(PICTURE, 0).get(0);
      // red features 200 0 40 0 through the windows: 55, 27.5, 35, 17.5; a quarter of what is more
      assertThat(one.signed().values())
          .containsExactly(new float[] {9.375f, 2.5f, 4.375f, 0}, within(1e-3f));
    }
  }
}
