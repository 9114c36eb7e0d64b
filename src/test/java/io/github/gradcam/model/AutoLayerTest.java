package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Networks of images of 8 x 8. */
class AutoLayerTest {

  @TempDir private Path folder;

  private String auto(SketchedGraph.Body body) throws Exception {
    try (Classifier classifier = SketchedGraph.load(folder, body)) {
      return classifier.layer("auto").name();
    }
  }

  /** A layer without an activation. */
  private static Operand<TFloat32> linear(Ops tf, String name, Operand<TFloat32> x) {
    return tf.withName(name).math.mul(x, tf.constant(2f));
  }

  @Test
  void poolingBehindAnActivationIsNotTaken() throws Exception {
    assertThat(auto((tf, x) -> SketchedGraph.pooled(tf, "pool", tf.withName("active").nn.relu(x))))
        .isEqualTo("active");
  }

  @Test
  void mapsOfTwoByTwoGiveWayToTheLastOfFourByFour() throws Exception {
    assertThat(
            auto(
                (tf, x) -> {
                  var four = tf.withName("four").nn.relu(SketchedGraph.pooled(tf, "p1", x));
                  return tf.withName("two").nn.relu(SketchedGraph.pooled(tf, "p2", four));
                }))
        .isEqualTo("four");
  }

  @Test
  void activationIsPreferredToALinearLayerOfItsSize() throws Exception {
    assertThat(auto((tf, x) -> linear(tf, "last", tf.withName("active").nn.relu(x))))
        .isEqualTo("active");
  }

  @Test
  void activationOfOneOfTwoBranchesIsNotTaken() throws Exception {
    assertThat(
            auto(
                (tf, x) -> {
                  var one = tf.withName("one").nn.relu(x);
                  var other = tf.withName("other").math.tanh(x);
                  return tf.withName("joined").math.add(one, other);
                }))
        .isEqualTo("joined");
  }

  @Test
  void swishIsAnActivation() throws Exception {
    assertThat(
            auto(
                (tf, x) -> {
                  var swish = tf.withName("swish").math.mul(x, tf.math.sigmoid(x));
                  return linear(tf, "last", swish);
                }))
        .isEqualTo("swish");
  }

  @Test
  void networkOfSmallMapsOnlyHasItsLastActivation() throws Exception {
    assertThat(
            auto(
                (tf, x) -> {
                  var four = List.of(1L, 4L, 4L, 1L);
                  var kernel = tf.constant(new float[4][4][3][2]);
                  var two = tf.withName("two").nn.conv2d(x, kernel, four, "SAME");
                  var active = tf.withName("active").nn.relu(two);
                  return tf.withName("dropped").identity(active);
                }))
        .isEqualTo("active");
  }
}
