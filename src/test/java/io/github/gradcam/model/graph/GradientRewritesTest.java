package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** The op under test is named {@code op}, its input {@code x}; {@code y} is its square. */
class GradientRewritesTest {

  private static final Shape SHAPE = Shape.of(1, 2, 2, 1);
  private static final float[] X = {0.5f, -1, 2, 0.25f};
  private static final float STEP = 1e-2f;

  private static Operand<TFloat32> x(Ops tf) {
    return tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(SHAPE));
  }

  /** A graph whose op is then given another type. */
  private static GraphDef graph(BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> op) {
    return GraphRun.graph(tf -> tf.withName("y").math.square(op.apply(tf, x(tf))));
  }

  private static NodeDef node(GraphDef graph, String name) {
    return new Wiring(graph).node(name).orElseThrow();
  }

  private static GraphDef with(GraphDef graph, NodeDef changed) {
    GraphDef.Builder all = graph.toBuilder().clearNode();
    graph
        .getNodeList()
        .forEach(node -> all.addNode(node.getName().equals(changed.getName()) ? changed : node));
    return all.build();
  }

  /** The values stay, and the gradient at the input is that of finite differences. */
  private static GraphDef check(GraphDef before) {
    GraphDef after = GradientRewrites.rewrite(before, Set.of());
    for (String tensor : List.of("op", "y")) {
      assertThat(GraphRun.values(after, X, SHAPE, tensor))
          .containsExactly(GraphRun.values(before, X, SHAPE, tensor), within(1e-6f));
    }
    float[] slopes = GraphRun.gradient(after, X, SHAPE);
    for (int i = 0; i < X.length; i++) {
      float slope = (float) GraphRun.slope(before, X, SHAPE, i, STEP);
      assertThat(slopes[i]).isCloseTo(slope, within(2e-3f * Math.max(1, Math.abs(slope))));
    }
    return after;
  }

  @ParameterizedTest
  @ValueSource(strings = {"StopGradient", "PreventGradient", "Snapshot"})
  void opThatHandsItsInputOnBecomesAnIdentity(String type) {
    GraphDef plain = graph((tf, x) -> tf.withName("op").identity(x));
    GraphDef given = with(plain, node(plain, "op").toBuilder().setOp(type).build());
    assertThat(node(check(given), "op").getOp()).isEqualTo("Identity");
  }

  @Test
  void checksOfShapesAndNumbersBecomeIdentities() {
    GraphDef given =
        graph(
            (tf, x) ->
                tf.withName("op").ensureShape(tf.debugging.checkNumerics(x, "whole"), SHAPE));
    assertThat(GraphRun.types(check(given))).containsOnlyKeys("Identity", "Square");
  }

  @Test
  void placeholderWithADefaultHandsItOnUnlessItIsFed() {
    GraphDef given = graph((tf, x) -> tf.withName("op").placeholderWithDefault(x, SHAPE));
    assertThat(node(check(given), "op").getOp()).isEqualTo("Identity");
    assertThat(GradientRewrites.rewrite(given, Set.of("op:0"))).isEqualTo(given);
  }

  @Test
  void bundleOfWiresIsTakenApart() {
    GraphDef given =
        graph(
            (tf, x) -> {
              List<Operand<?>> three = List.of(x, tf.math.neg(x), tf.math.mul(x, x));
              var bundle = tf.withName("op").identityN(new ArrayList<>(three)).output();
              var first = bundle.get(0).expect(TFloat32.class);
              return tf.math.add(first, bundle.get(2).expect(TFloat32.class));
            });
    assertThat(GraphRun.types(check(given))).doesNotContainKey("IdentityN");
  }

  @ParameterizedTest
  @ValueSource(strings = {"FusedBatchNorm", "FusedBatchNormV2"})
  void olderBatchNormalisationBecomesTheNewest(String version) {
    GraphDef newest =
        graph(
            (tf, x) ->
                tf.withName("op")
                    .nn
                    .fusedBatchNorm(
                        x,
                        tf.array(4f),
                        tf.array(1f),
                        tf.array(2f),
                        tf.array(3.75f),
                        org.tensorflow.op.nn.FusedBatchNorm.isTraining(false),
                        org.tensorflow.op.nn.FusedBatchNorm.epsilon(0.25f))
                    .y());
    NodeDef.Builder old = node(newest, "op").toBuilder().setOp(version);
    old.removeAttr("exponential_avg_factor");
    if (version.equals("FusedBatchNorm")) {
      old.removeAttr("U");
    }
    GraphDef after = check(with(newest, old.build()));
    assertThat(node(after, "op").getOp()).isEqualTo("FusedBatchNormV3");
    assertThat(GraphRun.values(after, X, SHAPE, "op"))
        .as("2 x - 3")
        .containsExactly(-2, -5, 1, -2.5f);
  }

  @Test
  void batchNormalisationOfTheFirstYearsBecomesTheNewest() {
    for (boolean scaled : new boolean[] {true, false}) {
      GraphDef plain =
          graph(
              (tf, x) -> {
                tf.withName("mean").array(2f);
                tf.withName("variance").array(3.75f);
                tf.withName("beta").array(1f);
                tf.withName("gamma").array(4f);
                return tf.withName("op").identity(x);
              });
      NodeDef.Builder old = node(plain, "op").toBuilder().setOp("BatchNormWithGlobalNormalization");
      old.addAllInput(List.of("mean", "variance", "beta", "gamma"))
          .putAttr("variance_epsilon", AttrValue.newBuilder().setF(0.25f).build())
          .putAttr("scale_after_normalization", AttrValue.newBuilder().setB(scaled).build());
      GraphDef after = GradientRewrites.rewrite(with(plain, old.build()), Set.of());
      float[] expected =
          scaled ? new float[] {-2, -5, 1, -2.5f} : new float[] {.25f, -.5f, 1, .125f};
      assertThat(GraphRun.values(after, X, SHAPE, "op")).containsExactly(expected, within(1e-6f));
      assertThat(GraphRun.gradient(after, X, SHAPE)).hasSize(4);
    }
  }

  @Test
  void oldConcatenationHasItsAxisLast() {
    GraphDef given =
        graph((tf, x) -> tf.withName("op").concat(List.of(x, tf.math.neg(x)), tf.constant(3)));
    NodeDef newer = node(given, "op");
    NodeDef.Builder old = newer.toBuilder().setOp("Concat").removeAttr("Tidx").clearInput();
    old.addInput(newer.getInput(2)).addInput(newer.getInput(0)).addInput(newer.getInput(1));
    assertThat(node(check(with(given, old.build())), "op").getOp()).isEqualTo("ConcatV2");
  }

  @Test
  void complementOfTheErrorFunctionIsADifference() {
    check(graph((tf, x) -> tf.withName("op").math.erfc(x)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "BiasAdd",
        "BiasAdd,Relu",
        "BiasAdd,Relu6",
        "BiasAdd,Elu",
        "BiasAdd,LeakyRelu",
        "BiasAdd,Add,Relu",
        "FusedBatchNorm",
        "FusedBatchNorm,Relu"
      })
  void fusedConvolutionIsTakenApart(String fused) {
    List<String> names = List.of(fused.split(",", -1));
    GraphDef plain =
        graph(
            (tf, x) -> {
              tf.withName("kernel").constant(Shape.of(1, 1, 1, 1), DataBuffers.of(2f));
              tf.withName("a").array(4f);
              tf.withName("b").array(1f);
              tf.withName("c").array(2f);
              tf.withName("d").array(3.75f);
              return tf.withName("op").nn.relu(x);
            });
    NodeDef.Builder conv = node(plain, "op").toBuilder().setOp("_FusedConv2D").addInput("kernel");
    List<String> arguments = new ArrayList<>();
    names.forEach(
        name ->
            arguments.addAll(
                switch (name) {
                  case "BiasAdd" -> List.of("b");
                  case "Add" -> List.of("x");
                  case "FusedBatchNorm" -> List.of("a", "b", "c", "d");
                  default -> List.of();
                }));
    AttrValue.ListValue.Builder ops = AttrValue.ListValue.newBuilder();
    names.forEach(name -> ops.addS(ByteString.copyFromUtf8(name)));
    AttrValue.ListValue.Builder types = AttrValue.ListValue.newBuilder();
    arguments.forEach(argument -> types.addType(DataType.DT_FLOAT));
    conv.addAllInput(arguments)
        .putAttr("fused_ops", AttrValue.newBuilder().setList(ops).build())
        .putAttr("TArgs", AttrValue.newBuilder().setList(types).build())
        .putAttr("num_args", AttrValue.newBuilder().setI(arguments.size()).build())
        .putAttr("epsilon", AttrValue.newBuilder().setF(0.25f).build())
        .putAttr("leakyrelu_alpha", AttrValue.newBuilder().setF(0.1f).build())
        .putAttr("padding", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("VALID")).build())
        .putAttr(
            "strides",
            AttrValue.newBuilder()
                .setList(AttrValue.ListValue.newBuilder().addAllI(List.of(1L, 1L, 1L, 1L)))
                .build());
    try {
      GraphDef after = check(with(plain, conv.build()));
      assertThat(GraphRun.types(after)).containsKey("Conv2D").doesNotContainKey("_FusedConv2D");
    } catch (TFUnimplementedException e) {
      Assumptions.abort("needs kernels that fuse these ops: " + e.getMessage());
    }
  }
}
