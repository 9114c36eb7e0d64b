package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

class BatchNormFoldingTest {

  private static final List<Long> STEPS = List.of(1L, 1L, 1L, 1L);
  private static final Shape PIXEL = Shape.of(1, 1, 1, 1);
  private static final Map<String, Long> FOLDED = Map.of("Conv2D", 1L, "BiasAdd", 1L);

  private static Operand<TFloat32> x(Ops tf, int channels) {
    Shape shape = Shape.of(-1, -1, -1, channels);
    return tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(shape));
  }

  private static Operand<TFloat32> constant(Ops tf, Shape shape, float... values) {
    return tf.constant(shape, DataBuffers.of(values));
  }

  /** Twice its input. */
  private static Operand<TFloat32> doubled(Ops tf, Operand<TFloat32> x) {
    return tf.withName("conv").nn.conv2d(x, constant(tf, PIXEL, 2), STEPS, "VALID");
  }

  /** 4 (x - 2) / sqrt(3.75 + 0.25) + 1 = 2 x - 3. */
  private static FusedBatchNorm<TFloat32, TFloat32> normalised(
      Ops tf, Operand<TFloat32> x, boolean training) {
    return tf.withName("norm")
        .nn
        .fusedBatchNorm(
            x,
            tf.array(4f),
            tf.array(1f),
            tf.array(2f),
            tf.array(3.75f),
            FusedBatchNorm.isTraining(training),
            FusedBatchNorm.epsilon(0.25f));
  }

  private static GraphDef fold(GraphDef graph, String... tensors) {
    GraphDef folded = BatchNormFolding.fold(graph, Set.of(tensors));
    for (String tensor : tensors) {
      float[] x = {3};
      if (!tensor.equals("x")) {
        assertThat(GraphRun.values(folded, x, PIXEL, tensor))
            .containsExactly(GraphRun.values(graph, x, PIXEL, tensor), within(1e-5f));
      }
    }
    return folded;
  }

  private static FloatTensor constant(GraphDef graph, String name) {
    NodeDef node = new Wiring(graph).node(name).orElseThrow();
    return FloatTensor.of(node).orElseThrow();
  }

  @Test
  void kernelTakesTheScaleAndTheBiasTheRest() {
    GraphDef graph = GraphRun.graph(tf -> normalised(tf, doubled(tf, x(tf, 1)), false));
    GraphDef folded = fold(graph, "x", "norm");
    assertThat(GraphRun.types(folded)).isEqualTo(FOLDED);
    assertThat(constant(folded, "norm/kernel").values()).containsExactly(4);
    assertThat(constant(folded, "norm/bias").values()).containsExactly(-3);
    assertThat(GraphRun.values(folded, new float[] {3}, PIXEL, "norm")).containsExactly(9);
    assertThat(folded.getNodeCount()).as("x, kernel, convolution, bias, norm").isEqualTo(5);
  }

  @Test
  void biasBeforeTheNormalisationIsScaledToo() {
    GraphDef graph =
        GraphRun.graph(
            tf -> normalised(tf, tf.nn.biasAdd(doubled(tf, x(tf, 1)), tf.array(5f)), false));
    GraphDef folded = fold(graph, "norm");
    assertThat(GraphRun.types(folded)).isEqualTo(FOLDED);
    assertThat(constant(folded, "norm/bias").values()).containsExactly(2 * 5 - 3);
  }

  @Test
  void productAndDifferenceWithConstantsFoldLikeAFusedNormalisation() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var product = tf.math.mul(tf.array(2f), doubled(tf, x(tf, 1)));
              tf.withName("norm").math.sub(product, tf.array(3f));
            });
    GraphDef folded = fold(graph, "norm");
    assertThat(GraphRun.types(folded)).isEqualTo(FOLDED);
    assertThat(constant(folded, "norm/bias").values()).containsExactly(-3);
  }

  @Test
  void parametersThatAreComputedFromConstantsFold() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var deviation = tf.math.rsqrt(tf.math.add(tf.array(3.75f), tf.constant(0.25f)));
              var scale = tf.math.mul(tf.identity(tf.array(4f)), deviation);
              var shift = tf.math.sub(tf.array(1f), tf.math.mul(tf.array(2f), scale));
              var product = tf.math.mul(doubled(tf, x(tf, 1)), scale);
              tf.withName("norm").math.add(product, shift);
            });
    GraphDef folded = fold(graph, "norm");
    assertThat(GraphRun.types(folded)).isEqualTo(FOLDED);
    assertThat(constant(folded, "norm/kernel").values()).containsExactly(4);
  }

  @Test
  void depthwiseFeatureMapsAreScaledInTheirOrder() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var kernel = constant(tf, Shape.of(1, 1, 2, 2), 1, 2, 3, 4);
              var conv = tf.nn.depthwiseConv2dNative(x(tf, 2), kernel, STEPS, "VALID");
              var product = tf.math.mul(conv, tf.array(1f, 10f, 100f, 1000f));
              tf.withName("norm").math.add(product, tf.array(5f, 6f, 7f, 8f));
            });
    GraphDef folded = BatchNormFolding.fold(graph, Set.of("norm:0"));
    assertThat(GraphRun.types(folded))
        .isEqualTo(Map.of("DepthwiseConv2dNative", 1L, "BiasAdd", 1L));
    assertThat(constant(folded, "norm/kernel").values()).containsExactly(1, 20, 300, 4000);
    assertThat(GraphRun.values(folded, new float[] {1, 2}, Shape.of(1, 1, 1, 2), "norm"))
        .containsExactly(6, 26, 607, 8008);
  }

  @Test
  void convolutionThatIsAskedForStays() {
    GraphDef graph = GraphRun.graph(tf -> normalised(tf, doubled(tf, x(tf, 1)), false));
    assertThat(fold(graph, "norm", "conv:0")).isEqualTo(graph);
  }

  @Test
  void convolutionThatAGradientLooksAtStays() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var norm = normalised(tf, doubled(tf, x(tf, 1)), false);
      Output<?>[] at = {graph.operationOrThrow("x").output(0)};
      String slope = graph.addGradients(norm.y().asOutput(), at)[0].op().name();
      GraphDef both = fold(graph.toGraphDef(), "norm", slope);
      assertThat(GraphRun.types(both)).containsKey("FusedBatchNormV3").doesNotContainKey("BiasAdd");
      GraphDef forth = fold(graph.toGraphDef(), "norm");
      assertThat(GraphRun.types(forth)).isEqualTo(FOLDED);
    }
  }

  @Test
  void convolutionThatFeedsAnotherOpStays() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var conv = doubled(tf, x(tf, 1));
              tf.withName("sum").math.add(conv, normalised(tf, conv, false).y());
            });
    assertThat(fold(graph, "sum")).isEqualTo(graph);
  }

  @Test
  void normalisationWhoseStatisticsAreUsedStays() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var norm = normalised(tf, doubled(tf, x(tf, 1)), false);
              tf.withName("sum").math.add(norm.y(), norm.batchMean());
            });
    assertThat(fold(graph, "sum")).isEqualTo(graph);
  }

  @Test
  void normalisationByTheBatchStays() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var none = tf.constant(new float[0]);
              var training = FusedBatchNorm.isTraining(true);
              var conv = doubled(tf, x(tf, 1));
              tf.withName("norm")
                  .nn
                  .fusedBatchNorm(conv, tf.array(4f), tf.array(1f), none, none, training);
            });
    assertThat(BatchNormFolding.fold(graph, Set.of("norm"))).isEqualTo(graph);
  }

  @Test
  void sumThatMakesMoreFeatureMapsStays() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var product = tf.math.mul(doubled(tf, x(tf, 1)), tf.array(2f, 3f));
              tf.withName("norm").math.add(product, tf.array(1f, 1f));
            });
    assertThat(fold(graph, "norm")).isEqualTo(graph);
  }

  @Test
  void convolutionsThatShareAKernelGetOneEach() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var kernel = constant(tf, PIXEL, 2);
              var first = tf.nn.conv2d(x(tf, 1), kernel, STEPS, "VALID");
              var five = tf.withName("five").math.mul(first, tf.array(5f));
              var second = tf.nn.conv2d(five, kernel, STEPS, "VALID");
              tf.withName("seven").math.mul(second, tf.array(7f));
            });
    GraphDef folded = fold(graph, "seven");
    assertThat(constant(folded, "five/kernel").values()).containsExactly(10);
    assertThat(constant(folded, "seven/kernel").values()).containsExactly(14);
  }

  @Test
  void newOpsTakeNoNameThatAnotherHas() {
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var x = x(tf, 1);
              normalised(tf, doubled(tf, x), false);
              tf.withName("aside").nn.relu(x);
            });
    NodeDef.Builder aside = graph.toBuilder().getNodeBuilder(graph.getNodeCount() - 1);
    graph =
        graph.toBuilder()
            .setNode(graph.getNodeCount() - 1, aside.setName("norm/convolution"))
            .build();
    GraphDef folded = fold(graph, "norm");
    assertThat(new Wiring(folded).node("norm/convolution")).isEmpty();
    assertThat(GraphRun.types(folded)).isEqualTo(FOLDED);
  }

  @Test
  void everyValueOfALargerBlockIsAsBefore() {
    Random random = new Random(5);
    GraphDef graph =
        GraphRun.graph(
            tf -> {
              var kernel = constant(tf, Shape.of(3, 3, 4, 6), noise(random, 216));
              var conv = tf.nn.conv2d(x(tf, 4), kernel, STEPS, "SAME");
              tf.withName("norm")
                  .nn
                  .fusedBatchNorm(
                      conv,
                      tf.constant(noise(random, 6)),
                      tf.constant(noise(random, 6)),
                      tf.constant(noise(random, 6)),
                      tf.array(1f, 2f, 0.1f, 0.5f, 4f, 9f),
                      FusedBatchNorm.isTraining(false));
            });
    float[] x = noise(random, 5 * 7 * 4);
    GraphDef folded = BatchNormFolding.fold(graph, Set.of("norm"));
    assertThat(GraphRun.types(folded)).isEqualTo(FOLDED);
    assertThat(GraphRun.values(folded, x, Shape.of(1, 5, 7, 4), "norm"))
        .containsExactly(GraphRun.values(graph, x, Shape.of(1, 5, 7, 4), "norm"), within(3e-5f));
  }

  private static float[] noise(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
