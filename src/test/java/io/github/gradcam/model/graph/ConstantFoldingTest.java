package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Split;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** The networks take {@code x} of two numbers and give {@code y}. */
class ConstantFoldingTest {

  private static final Shape SHAPE = Shape.of(2);

  private static GraphDef graph(BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> end) {
    return GraphRun.graph(
        tf -> {
          Operand<TFloat32> x =
              tf.withName("x").placeholder(TFloat32.class, Placeholder.shape(SHAPE));
          tf.withName("y").math.neg(end.apply(tf, x));
        });
  }

  private static GraphDef folded(GraphDef graph) {
    GraphDef folded = ConstantFolding.of(graph, "x", List.of("y"));
    assertThat(values(folded)).containsExactly(values(graph));
    return folded;
  }

  private static float[] values(GraphDef graph) {
    return GraphRun.values(graph, new float[] {3, 5}, SHAPE, "y");
  }

  @Test
  void whatDoesNotDependOnTheImagesIsComputedOnce() {
    GraphDef folded =
        folded(
            graph(
                (tf, x) -> {
                  var scale = tf.math.add(tf.constant(1f), tf.math.sqrt(tf.constant(4f)));
                  return tf.math.mul(x, scale);
                }));
    assertThat(GraphRun.types(folded)).isEqualTo(Map.of("Mul", 1L, "Neg", 1L));
    assertThat(values(folded)).containsExactly(-9, -15);
  }

  @Test
  void identityOfAConstantIsTheConstant() {
    GraphDef folded =
        folded(
            graph(
                (tf, x) -> {
                  var kernel = tf.withName("kernel").constant(2f);
                  return tf.math.mul(x, tf.identity(tf.withName("read").identity(kernel)));
                }));
    assertThat(new NodeIndex(folded).inputs("y")).hasSize(1);
    assertThat(folded.getNodeList()).extracting(NodeDef::getName).contains("kernel");
    assertThat(GraphRun.types(folded)).isEqualTo(Map.of("Mul", 1L, "Neg", 1L));
  }

  @Test
  void eachOutputOfAFoldedOpIsItsOwnConstant() {
    GraphDef folded =
        folded(
            graph(
                (tf, x) -> {
                  var both = tf.constant(new float[] {1, 2, 3, 4});
                  Split<TFloat32> split = tf.split(tf.constant(0), tf.math.abs(both), 2L);
                  var scaled = tf.math.mul(x, split.output().get(1));
                  return tf.math.add(scaled, split.output().get(0));
                }));
    assertThat(GraphRun.types(folded)).isEqualTo(Map.of("Mul", 1L, "Add", 1L, "Neg", 1L));
    assertThat(values(folded)).containsExactly(-10, -22);
  }

  @Test
  void identityOfTheImagesStays() {
    GraphDef folded = folded(graph((tf, x) -> tf.identity(x)));
    assertThat(GraphRun.types(folded)).isEqualTo(Map.of("Identity", 1L, "Neg", 1L));
  }

  @Test
  void whatIsDrawnAtRandomIsNotConstant() {
    GraphDef drawing =
        graph(
            (tf, x) -> {
              var drawn = tf.random.randomUniform(tf.constant(new int[] {2}), TFloat32.class);
              return tf.math.add(x, tf.math.mul(drawn, tf.constant(0f)));
            });
    assertThat(GraphRun.types(folded(drawing))).containsKey("RandomUniform");
  }

  @Test
  void whatAnotherInputFeedsIsNotConstant() {
    GraphDef fed =
        graph((tf, x) -> tf.math.add(x, tf.withName("other").placeholder(TFloat32.class)));
    GraphDef folded = ConstantFolding.of(fed, "x", List.of("y"));
    assertThat(folded.getNodeList()).extracting(NodeDef::getName).contains("other");
  }

  @Test
  void opsThatNobodyAsksForGo() {
    GraphDef graph =
        graph(
            (tf, x) -> {
              tf.withName("aside").math.exp(x);
              return x;
            });
    assertThat(folded(graph).getNodeList()).extracting(NodeDef::getName).containsExactly("x", "y");
  }
}
