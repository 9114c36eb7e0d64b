package io.github.gradcam.model.layer;

import io.github.gradcam.model.Classifier;
import io.github.gradcam.model.device.Execution;
import io.github.gradcam.model.foreign.ModelDescription;
import io.github.gradcam.model.foreign.ModelSource;
import io.github.gradcam.model.kernel.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** A frozen graph as others write it: the logits are the mean colour of the image. */
final class PlainGraph {

  private PlainGraph() {}

  static Path write(Path folder, int size) throws IOException {
    Path file = folder.resolve("colours.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var input =
          tf.withName("input")
              .placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, size, size, 3)));
      var features = tf.withName("features").nn.relu(input);
      tf.withName("scores").math.mean(features, tf.constant(new int[] {1, 2}));
      Files.write(file, graph.toGraphDef().toByteArray());
    }
    return file;
  }

  static Described described(Path file, Normalization normalization) {
    return new Described(file, normalization);
  }

  /** The graph with what its file does not say. */
  record Described(Path file, Normalization normalization) {

    Classifier load(Precision precision) {
      return load(Execution.of(precision));
    }

    Classifier load(Execution execution) {
      ModelDescription said =
          new ModelDescription(null, null, "scores", 0, normalization.text(), List.of());
      return new ModelSource(file, said).load(execution).classifier();
    }
  }
}
