package io.github.gradcam.model.keras.layer;

import static io.github.gradcam.model.keras.NetworkAnswer.array;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.graph.FlatNetwork;
import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.keras.NetworkAnswer;
import io.github.gradcam.model.keras.SketchedModel;
import io.github.gradcam.model.layer.WeightArray;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.NodeDef;

/** Activations against their formulas, and their slopes against the formulas' differences. */
class ActivationsTest {

  private static final double[] POINTS = {-7, -2.9, -1.3, -0.4, 0.3, 0.9, 2.6, 5.5, 7};
  private static final WeightArray PICTURE = array(Shape.of(1, 1, 9, 1), POINTS);

  private static void assertFormula(FlatNetwork network, DoubleUnaryOperator formula) {
    float[] found = NetworkAnswer.of(network, PICTURE).values();
    float[] slope = NetworkAnswer.gradient(network, PICTURE).values();
    for (int i = 0; i < POINTS.length; i++) {
      double x = POINTS[i];
      double step = 1e-4;
      double rise = formula.applyAsDouble(x + step) - formula.applyAsDouble(x - step);
      double y = formula.applyAsDouble(x);
      assertThat((double) found[i]).isCloseTo(y, within(1e-5 * (1 + Math.abs(y))));
      assertThat((double) slope[i]).isCloseTo(rise / (2 * step), within(1e-3 * (1 + Math.abs(y))));
    }
  }

  private static void assertNamed(String name, DoubleUnaryOperator formula) {
    assertVersion("3.4.1", name, formula);
    assertVersion("2.9.0", name, formula);
  }

  private static void assertVersion(String version, String name, DoubleUnaryOperator formula) {
    String settings = "'activation': '%s'".formatted(name);
    assertFormula(SketchedModel.single(version, "Activation", settings, PICTURE), formula);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double cut(double x, double least, double most) {
    return Math.max(least, Math.min(most, x));
  }

  @Test
  void namedActivationsAreTheirFormulas() {
    assertNamed("linear", x -> x);
    assertNamed("relu", x -> Math.max(x, 0));
    assertNamed("relu6", x -> cut(x, 0, 6));
    assertNamed("sigmoid_v2", ActivationsTest::sigmoid); // as TensorFlow exports versions
    assertNamed("sigmoid", ActivationsTest::sigmoid);
    assertNamed("tanh", Math::tanh);
    assertNamed("softplus", x -> Math.log1p(Math.exp(x)));
    assertNamed("softsign", x -> x / (1 + Math.abs(x)));
    assertNamed("exponential", Math::exp);
    assertNamed("elu", x -> x > 0 ? x : Math.expm1(x));
    assertNamed("selu", x -> 1.05070099 * (x > 0 ? x : 1.67326324 * Math.expm1(x)));
    assertNamed("leaky_relu", x -> x > 0 ? x : 0.2 * x);
    assertNamed("swish", x -> x * sigmoid(x));
    assertNamed("silu", x -> x * sigmoid(x));
    assertNamed("mish", x -> x * Math.tanh(Math.log1p(Math.exp(x))));
    assertNamed("hard_swish", x -> x * cut(x / 6 + 0.5, 0, 1));
    assertNamed("hard_silu", x -> x * cut(x / 6 + 0.5, 0, 1));
  }

  @Test
  void hardSigmoidOfKeras2IsSteeper() {
    assertVersion("2.9.0", "hard_sigmoid", x -> cut(0.2 * x + 0.5, 0, 1));
    assertVersion("3.4.1", "hard_sigmoid", x -> cut(x / 6 + 0.5, 0, 1));
  }

  @Test
  void geluIsExactUnlessToldOtherwise() {
    double[] exact = {-0.0000000, -0.0054115, -0.1258408, -0.1378309, 0.1853734, 0.7343457};
    float[] found =
        NetworkAnswer.of(
                SketchedModel.single("Activation", "'activation': 'gelu'", PICTURE), PICTURE)
            .values();
    for (int i = 0; i < exact.length; i++) {
      assertThat((double) found[i]).isCloseTo(exact[i], within(2e-6));
    }
  }

  @Test
  void activationMayBeWrittenAsALayerOrFunction() {
    String layer = "'activation': {'class_name': 'LeakyReLU', 'config': {'alpha': 0.5}}";
    String function = "'activation': {'class_name': 'function', 'config': 'relu6'}";
    assertFormula(SketchedModel.single("Activation", layer, PICTURE), x -> x > 0 ? x : 0.5 * x);
    assertFormula(SketchedModel.single("Activation", function, PICTURE), x -> cut(x, 0, 6));
  }

  @Test
  void reluHasALargestValueASlopeAndAThreshold() {
    assertFormula(SketchedModel.single("ReLU", "'max_value': 6.0", PICTURE), x -> cut(x, 0, 6));
    assertFormula(
        SketchedModel.single("ReLU", "'negative_slope': 0.1", PICTURE), x -> x > 0 ? x : 0.1 * x);
    assertFormula(
        SketchedModel.single(
            "ReLU", "'max_value': 5, 'negative_slope': 0.1, 'threshold': 0.5", PICTURE),
        x -> x >= 5 ? 5 : x > 0.5 ? x : 0.1 * (x - 0.5));
  }

  @Test
  void activationLayersHaveTheirSlopes() {
    assertFormula(SketchedModel.single("LeakyReLU", "", PICTURE), x -> x > 0 ? x : 0.3 * x);
    assertFormula(
        SketchedModel.single("ELU", "'alpha': 0.7", PICTURE), x -> x > 0 ? x : 0.7 * Math.expm1(x));
  }

  @Test
  void softmaxMayBeAlongAnyAxis() {
    var picture = array(Shape.of(1, 1, 2, 1), 0, Math.log(3));
    FlatNetwork network = SketchedModel.single("Softmax", "'axis': 2", picture);
    assertThat(NetworkAnswer.of(network, picture).values())
        .containsExactly(new float[] {0.25f, 0.75f}, within(1e-6f));
    assertThat(NetworkAnswer.gradient(network, picture).values())
        .containsExactly(new float[] {0, 0}, within(1e-6f));
  }

  @Test
  void fusedSoftmaxFollowsItsLogits() {
    var picture = array(Shape.of(1, 1, 1, 1), 1);
    FlatNetwork network =
        SketchedModel.single(
            "Dense",
            "'units': 2, 'activation': 'softmax'",
            picture,
            array(Shape.of(1, 2), 1, 2),
            array(Shape.of(2), 0, 0));
    assertThat(network.output()).isEqualTo("it/output");
    assertThat(network.graph().getNodeList())
        .filteredOn(node -> node.getName().equals("it/output"))
        .extracting(NodeDef::getOp, node -> node.getInput(0))
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Softmax", "it/linear"));
  }

  @Test
  void unknownActivationListsTheKnown() {
    assertThatThrownBy(() -> SketchedModel.single("Activation", "'activation': 'snake'", PICTURE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("Layer 'it' (Activation): expected an activation of elu, ")
        .hasMessageContaining("found 'snake'");
  }
}
