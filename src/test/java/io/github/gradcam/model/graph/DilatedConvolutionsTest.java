package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
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
          float[] weights = GraphRun.numbers(3 * 2 * 2 * 3, 5);
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

  @ParameterizedTest
  @CsvSource({"2, 2, SAME", "2, 2, VALID", "3, 2, SAME", "1, 4, SAME"})
  void theValuesStayAndTheGradientIsThatOfFiniteDifferences(int rows, int columns, String padding) {
    GraphDef before = convolution(PICTURES, rows, columns, padding);
    GraphDef after = DilatedConvolutions.rewrite(before);
    float[] x = GraphRun.numbers((int) SHAPE.size(), 6);
    float[] expected = GraphRun.values(before, x, SHAPE, "conv");
    assertThat(GraphRun.values(after, x, SHAPE, "conv")).containsExactly(expected, within(1e-5f));
    float[] slopes = GraphRun.gradient(after, x, SHAPE);
    for (int i = 0; i < x.length; i++) {
      double slope = GraphRun.slope(before, x, SHAPE, i, 0.125f);
      assertThat((double) slopes[i]).isCloseTo(slope, within(0.01));
    }
  }

  /** Why they are rewritten; where this fails, TensorFlow has learned it. */
  @Test
  void tensorFlowsOwnGradientIsAnotherOne() {
    GraphDef before = convolution(PICTURES, 2, 2, "SAME");
    float[] x = GraphRun.numbers((int) SHAPE.size(), 6);
    float[] right = GraphRun.gradient(DilatedConvolutions.rewrite(before), x, SHAPE);
    float[] forgetful = GraphRun.gradient(before, x, SHAPE);
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
