package io.github.gradcam.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

class DeviceMemoryTest {

  /** 800 TB for each number, more than processors of today can address. */
  private static final long COPIES = 200_000_000_000_000L;

  @TempDir private Path folder;

  /** Logits that take memory beyond measure on the way; how much is known only as they run. */
  private static Operand<TFloat32> enormous(Ops tf, Operand<TFloat32> input) {
    var row = tf.reshape(tf.math.mean(input, tf.array(1, 2)), tf.array(-1, 3, 1));
    var nothing = tf.math.mul(tf.math.mean(input, tf.array(0, 1, 2, 3)), tf.constant(0f));
    var multiples = tf.math.add(tf.array(1L, 1L, COPIES), tf.dtypes.cast(nothing, TInt64.class));
    var copies = tf.tile(row, multiples);
    return tf.withName("scores").math.mean(copies, tf.array(2));
  }

  /** It takes ten seconds: for so long TensorFlow waits for others to give memory back. */
  @Test
  void moreThanTheDeviceHoldsIsSaidWithoutTensorFlowsWordsAndDoesNoHarm() throws IOException {
    byte[] picture = SketchedGraph.picture();
    try (Classifier classifier =
            SketchedGraph.whole(
                folder,
                (tf, input) -> {
                  enormous(tf.withSubScope("other"), input);
                  tf.withName("scores").math.mean(input, tf.array(1, 2));
                });
        TUint8 images = classifier.images(picture, 1)) {
      float[][] before = classifier.logits(picture, 1);
      Operand<TFloat32> other =
          classifier.graph().operationOrThrow("other/scores").<TFloat32>output(0);
      NetworkRun run = classifier.session().runner().feed(classifier.images(), images).fetch(other);
      assertThatThrownBy(run::run)
          .isInstanceOf(DeviceMemoryException.class)
          .hasMessageStartingWith("Expected memory for these images, found: OOM")
          .hasMessageContaining("device:CPU:0")
          .hasMessageEndingWith("; use a smaller --batch-size");
      assertThat(classifier.logits(picture, 1)).isEqualTo(before);
    }
  }
}
