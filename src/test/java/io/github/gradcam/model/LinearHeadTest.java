package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.model.SketchedGraph.Whole;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Where CAM may be used. */
class LinearHeadTest {

  @TempDir Path folder;

  private boolean linear(Whole head) throws Exception {
    try (Classifier classifier =
        SketchedGraph.whole(
            folder, (tf, input) -> head.scores(tf, tf.withName("layer").nn.relu(input)))) {
      return classifier.linearFrom(classifier.layer("layer"));
    }
  }

  private static Operand<TFloat32> mean(Ops tf, Operand<TFloat32> x) {
    return tf.math.mean(x, tf.array(1, 2));
  }

  private static Operand<TFloat32> dense(Ops tf, Operand<TFloat32> x, int inputs) {
    return tf.linalg.matMul(x, tf.ones(tf.array(inputs, 2), TFloat32.class));
  }

  @Test
  void meanAndDenseLayerAreLinear() throws Exception {
    assertThat(
            linear(
                (tf, x) ->
                    tf.withName("scores")
                        .math
                        .add(dense(tf, mean(tf, x), 3), tf.constant(new float[] {1, 2}))))
        .isTrue();
  }

  @Test
  void meanThatKeepsItsAxesIsLinearToo() throws Exception {
    assertThat(
            linear(
                (tf, x) -> {
                  var kept = tf.math.mean(x, tf.array(1, 2), Mean.keepDims(true));
                  tf.withName("scores").identity(dense(tf, tf.reshape(kept, tf.array(-1, 3)), 3));
                }))
        .isTrue();
  }

  @Test
  void opsThatHandOnTheLayerDoNotCount() throws Exception {
    assertThat(
            linear(
                (tf, x) -> tf.withName("scores").identity(dense(tf, mean(tf, tf.identity(x)), 3))))
        .isTrue();
  }

  @Test
  void denseLayerOverPlacesIsNot() throws Exception {
    assertThat(
            linear(
                (tf, x) ->
                    tf.withName("scores")
                        .identity(dense(tf, tf.reshape(x, tf.array(-1, 192)), 192))))
        .isFalse();
  }

  @Test
  void reluAfterTheMeanIsNot() throws Exception {
    assertThat(linear((tf, x) -> tf.withName("scores").nn.relu(mean(tf, x)))).isFalse();
  }

  @Test
  void branchAroundTheMeanIsNot() throws Exception {
    assertThat(
            linear(
                (tf, x) ->
                    tf.withName("scores")
                        .math
                        .add(
                            dense(tf, mean(tf, x), 3),
                            dense(tf, tf.reshape(x, tf.array(-1, 192)), 192))))
        .isFalse();
  }

  @Test
  void productOfTwoMeansIsNot() throws Exception {
    assertThat(linear((tf, x) -> tf.withName("scores").math.mul(mean(tf, x), mean(tf, x))))
        .isFalse();
  }

  @Test
  void meanOverTheFeaturesIsNot() throws Exception {
    assertThat(
            linear(
                (tf, x) -> {
                  var features = tf.math.mean(x, tf.array(-1));
                  tf.withName("scores")
                      .identity(dense(tf, tf.reshape(features, tf.array(-1, 64)), 64));
                }))
        .isFalse();
  }

  @Test
  void layerBesideTheWayIsNot() throws Exception {
    try (Classifier classifier =
        SketchedGraph.load(
            folder,
            (tf, input) -> {
              tf.withName("aside").nn.relu(input);
              return tf.withName("layer").nn.relu(input);
            })) {
      assertThat(classifier.linearFrom(classifier.layer("layer"))).isTrue();
      assertThat(classifier.linearFrom(classifier.layer("aside"))).isFalse();
    }
  }
}
