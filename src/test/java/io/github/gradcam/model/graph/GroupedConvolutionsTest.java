package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

/** TensorFlow's own kernels have no gradient of a convolution whose channels are in groups. */
class GroupedConvolutionsTest {

  private static final Shape SHAPE = Shape.of(2, 5, 4, 6);

  private static GraphDef convolution(int groups) {
    return GraphRun.graph(
        tf -> {
          var x =
              tf.withName("x")
                  .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 5, 4, 6)));
          int channels = 6 / groups;
          var kernel =
              tf.reshape(
                  tf.constant(GraphRun.numbers(3 * 3 * channels * 6, 5)),
                  tf.constant(new int[] {3, 3, channels, 6}));
          var y = tf.withName("conv").nn.conv2d(x, kernel, List.of(1L, 2L, 1L, 1L), "SAME");
          tf.withName("y").math.square(y);
        });
  }

  @Test
  void theValuesStayAndThereIsAGradientThatIsThatOfFiniteDifferences() {
    GraphDef before = convolution(3);
    GraphDef after = GroupedConvolutions.rewrite(before);
    assertThat(GraphRun.types(after)).containsEntry("Conv2D", 3L);
    float[] x = GraphRun.numbers((int) SHAPE.size(), 6);
    float[] expected = GraphRun.values(before, x, SHAPE, "conv");
    assertThat(GraphRun.values(after, x, SHAPE, "conv")).containsExactly(expected, within(1e-5f));
    try (Graph graph = new Graph()) {
      graph.importGraphDef(after);
      assertThat(graph.operationOrThrow("conv").output(0).shape().asArray())
          .containsExactly(-1, 3, 4, 6);
    }
    float[] slopes = GraphRun.gradient(after, x, SHAPE);
    for (int i = 0; i < x.length; i += 7) {
      double slope = GraphRun.slope(before, x, SHAPE, i, 0.125f);
      assertThat((double) slopes[i]).isCloseTo(slope, within(0.01));
    }
  }

  @Test
  void oneGroupStaysAsItIs() {
    GraphDef plain = convolution(1);
    assertThat(GroupedConvolutions.rewrite(plain)).isEqualTo(plain);
  }
}
