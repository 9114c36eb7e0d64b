package io.github.gradcam.model.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.kernel.Precision;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** Networks that take a JPEG's bytes, for one image at a time, as old retraining wrote them. */
class DecodedInputTest {

  private static final int SIZE = 4;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeGraph() throws IOException {
    file = folder.resolve("retrained.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var bytes =
          tf.withName("contents")
              .placeholder(TString.class, Placeholder.shape(org.tensorflow.ndarray.Shape.scalar()));
      var decoded = tf.withName("DecodeJpeg").image.decodeJpeg(bytes);
      var one = tf.expandDims(tf.dtypes.cast(decoded, TFloat32.class), tf.constant(0));
      var sizes = tf.constant(new int[] {SIZE, SIZE});
      var resized = tf.withName("resized").image.resizeBilinear(one, sizes);
      var half = tf.withName("half").math.mul(resized, tf.constant(0.5f));
      var maps = tf.withName("maps").nn.relu(half);
      var means = tf.math.mean(maps, tf.constant(new int[] {1, 2}));
      var flat = tf.reshape(means, tf.constant(new int[] {1, 3}));
      tf.withName("final_result").nn.softmax(tf.withName("scores").math.add(flat, flat));
      Files.write(file, graph.toGraphDef().toByteArray());
    }
  }

  @Test
  void imagesAreFedBehindTheDecoder() {
    byte[] pixels = new byte[2 * SIZE * SIZE * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i < pixels.length / 2 ? 10 * (i % 3) : 40);
    }
    try (Classifier classifier =
        FrozenGraphs.load(file, null, null, 0, Normalization.NONE, List.of())) {
      assertThat(classifier.card().inputSize()).isEqualTo(SIZE);
      float[][] logits = classifier.logits(pixels, 2);
      assertThat(logits[0]).containsExactly(new float[] {0, 10, 20}, within(1e-5f));
      assertThat(logits[1]).containsExactly(new float[] {40, 40, 40}, within(1e-5f));
    }
  }

  @Test
  void otherOpMayBeNamedAndTellsItsSize() {
    byte[] pixels = new byte[SIZE * SIZE * 3];
    java.util.Arrays.fill(pixels, (byte) 8);
    ModelDescription said = new ModelDescription(null, "half", "scores", 0, "none", List.of());
    try (Classifier classifier =
        new ModelSource(file, said).load(Execution.of(Precision.FLOAT32)).classifier()) {
      assertThat(classifier.logits(pixels, 1)[0])
          .containsExactly(new float[] {16, 16, 16}, within(1e-5f));
    }
  }
}
