package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** TensorFlow's gradient of a convolution forgets the gaps in its kernel. */
class DilatedConvolutionsTest {

  private static final Shape PICTURES = Shape.of(-1, 7, 6, 2);
  private static final Shape SHAPE = Shape.of(2, 7, 6, 2);

  private static GraphDef convolution(Shape pictures, long rows, long columns, String padding) {
    return GraphRun.graph(
        tf -> {
          var x = tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(pictures));
          float[] weights = numbers(3 * 2 * 2 * 3, 5);
          Operand<TFloat32> kernel =
              tf.reshape(tf.constant(weights), tf.constant(new int[] {3, 2, 2, 3}));
          var y =
              tf.withName("conv")
                  .nn
                  .conv2d(
                      x,
                      kernel,
                      List.of(1L, 1L, 1L, 1L),
                      padding,
                      Conv2d.dilations(List.of(1L, rows, columns, 1L)));
          tf.withName("y").math.square(y);
        });
  }

  private static float[] numbers(int count, long seed) {
    Random random = new Random(seed);
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextInt(17) / 8f - 1;
    }
    return numbers;
  }

  /** The gradient of the sum of y at x. */
  private static float[] gradient(GraphDef ops, float[] x) {
    try (Graph graph = new Graph()) {
      graph.importGraphDef(ops);
      Output<?>[] gradients =
          graph.addGradients(
              graph.operationOrThrow("y").output(0),
              new Output<?>[] {graph.operationOrThrow("x").output(0)});
      @SuppressWarnings("unchecked") // of a float32 placeholder
      Output<TFloat32> gradient = (Output<TFloat32>) gradients[0];
      Ops.create(graph).withName("slopes").identity(gradient);
      return GraphRun.values(graph, x, SHAPE, "slopes");
    }
  }

  private static double sum(GraphDef ops, float[] x) {
    double sum = 0;
    for (float value : GraphRun.values(ops, x, SHAPE, "y")) {
      sum += value;
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"2, 2, SAME", "2, 2, VALID", "3, 2, SAME", "1, 4, SAME"})
  void theValuesStayAndTheGradientIsThatOfFiniteDifferences(int rows, int columns, String padding) {
    GraphDef before = convolution(PICTURES, rows, columns, padding);
    GraphDef after = DilatedConvolutions.rewrite(before);
    float[] x = numbers((int) SHAPE.size(), 6);
    float[] expected = GraphRun.values(before, x, SHAPE, "conv");
    assertThat(GraphRun.values(after, x, SHAPE, "conv")).containsExactly(expected, within(1e-5f));
    float[] slopes = gradient(after, x);
    for (int i = 0; i < x.length; i++) {
      float[] more = x.clone();
      float[] less = x.clone();
      more[i] += 0.125f;
      less[i] -= 0.125f;
      double slope = (sum(before, more) - sum(before, less)) / 0.25;
      assertThat((double) slopes[i]).isCloseTo(slope, within(0.01));
    }
  }

  /** Why they are rewritten; where this fails, TensorFlow has learned it. */
  @Test
  void tensorFlowsOwnGradientIsAnotherOne() {
    GraphDef before = convolution(PICTURES, 2, 2, "SAME");
    float[] x = numbers((int) SHAPE.size(), 6);
    float[] right = gradient(DilatedConvolutions.rewrite(before), x);
    float[] forgetful = gradient(before, x);
    double largest = 0;
    for (int i = 0; i < x.length; i++) {
      largest = Math.max(largest, Math.abs(forgetful[i] - right[i]));
    }
    assertThat(largest).isGreaterThan(1);
  }

  @Test
  void aLayerKeepsItsNameAndKnowsItsSides() {
    GraphDef after = DilatedConvolutions.rewrite(convolution(PICTURES, 2, 2, "SAME"));
    try (Graph graph = new Graph()) {
      graph.importGraphDef(after);
      assertThat(graph.operationOrThrow("conv").output(0).shape().asArray())
          .containsExactly(-1, 7, 6, 3);
      assertThat(DilatedConvolutions.areIn(graph)).isFalse();
    }
  }

  @Test
  void withoutKnownSidesTheConvolutionStaysAndIsAGapForGradients() {
    GraphDef unknown = convolution(Shape.of(-1, -1, -1, 2), 2, 2, "SAME");
    assertThat(DilatedConvolutions.rewrite(unknown)).isEqualTo(unknown);
    try (Graph graph = new Graph()) {
      graph.importGraphDef(unknown);
      assertThat(DilatedConvolutions.areIn(graph)).isTrue();
      assertThat(new MissingGradients(graph, "y").between("x"))
          .containsExactly(new MissingGradients.Gap("conv", "Conv2D"));
    }
  }

  @Test
  void plainConvolutionsStayAsTheyAre() {
    GraphDef plain = convolution(PICTURES, 1, 1, "SAME");
    assertThat(DilatedConvolutions.rewrite(plain)).isSameAs(plain);
  }
}
