package io.github.gradcam.model.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.types.TFloat32;

class BatchFreedomTest {

  private static final float[] THREE = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

  private static GraphDef graph(
      int batch, BiFunction<Ops, Operand<TFloat32>, Operand<TFloat32>> end) {
    return GraphRun.graph(
        tf -> {
          var shape = Placeholder.shape(Shape.of(batch, 2, 2, 1));
          Operand<TFloat32> x = tf.withName("x").placeholder(TFloat32.class, shape);
          tf.withName("y").math.neg(end.apply(tf, x));
        });
  }

  private static GraphDef flattened(int batch, int... sizes) {
    return graph(batch, (tf, x) -> tf.withName("flat").reshape(x, tf.constant(sizes)));
  }

  private static float[] ofThree(GraphDef graph) {
    GraphDef free = BatchFreedom.of(graph, "x", List.of("y"));
    return GraphRun.values(free, THREE, Shape.of(3, 2, 2, 1), "y");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8})
  void networkForAFixedNumberOfImagesTakesAnyNumber(int batch) {
    assertThat(ofThree(flattened(batch, batch, 4))).hasSize(12).startsWith(-1).endsWith(-12);
  }

  @Test
  void reshapeThatNamesTheOtherSizeIsFreedToo() {
    assertThat(ofThree(flattened(8, 8, -1))).hasSize(12);
    assertThat(ofThree(flattened(8, -1, 4))).hasSize(12);
  }

  @Test
  void reshapeOfImagesIntoImagesIsFreed() {
    assertThat(ofThree(flattened(8, 8, 1, 1, 4))).hasSize(12);
  }

  @Test
  void networkWithoutReshapesIsFreed() {
    assertThat(ofThree(graph(8, (tf, x) -> x))).hasSize(12);
  }

  @Test
  void networkForAnyNumberStaysAsItIs() {
    GraphDef free = flattened(-1, -1, 4);
    assertThat(BatchFreedom.of(free, "x", List.of("y"))).isSameAs(free);
    assertThat(BatchFreedom.fixed(new NodeIndex(free).get("x"))).isZero();
  }

  @Test
  void fixedNumberIsThePlaceholdersFirstSize() {
    assertThat(BatchFreedom.fixed(new NodeIndex(flattened(8, 8, 4)).get("x"))).isEqualTo(8);
  }

  @Test
  void shapeThatIsComputedFromTheImagesStays() {
    GraphDef computed =
        graph(
            8,
            (tf, x) -> {
              var first =
                  tf.slice(tf.shape(x), tf.constant(new int[] {0}), tf.constant(new int[] {1}));
              var sizes = tf.concat(List.of(first, tf.constant(new int[] {4})), tf.constant(0));
              return tf.reshape(x, sizes);
            });
    assertThat(ofThree(computed)).hasSize(12);
  }

  @Test
  void reshapeOfNumbersThatAreNotOfImagesStays() {
    GraphDef weights =
        graph(
            4,
            (tf, x) -> {
              var kernel = tf.constant(new float[] {1, 2, 3, 4});
              var square = tf.reshape(tf.math.abs(kernel), tf.constant(new int[] {4, 1}));
              var flat = tf.reshape(x, tf.constant(new int[] {4, 4}));
              return tf.linalg.matMul(flat, square);
            });
    assertThat(ofThree(weights)).hasSize(3).containsExactly(-30, -70, -110);
  }
}
