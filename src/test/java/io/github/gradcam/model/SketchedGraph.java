package io.github.gradcam.model;

import io.github.gradcam.model.foreign.FrozenGraphs;
import io.github.gradcam.model.layer.Normalization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/** Frozen graphs of a few ops, loaded as users load theirs; dots in names become slashes. */
final class SketchedGraph {

  static final int SIDE = 8;

  /** What stands between the input and the logits. */
  interface Body {
    /** Adds ops; the result, [N, h, w, K], is averaged over the places to be the logits. */
    Operand<TFloat32> features(Ops tf, Operand<TFloat32> input);
  }

  /** What makes logits of the input. */
  interface Whole {
    /** Adds ops, of which one named {@code scores} gives [N, classes]. */
    void scores(Ops tf, Operand<TFloat32> input);
  }

  private SketchedGraph() {}

  static Classifier load(Path folder, Body body) throws IOException {
    return whole(
        folder,
        (tf, input) -> tf.withName("scores").math.mean(body.features(tf, input), tf.array(1, 2)));
  }

  static Classifier whole(Path folder, Whole body) throws IOException {
    Path file = folder.resolve("sketch.pb");
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Shape shape = Shape.of(-1, SIDE, SIDE, 3);
      body.scores(tf, tf.withName("input").placeholder(TFloat32.class, Placeholder.shape(shape)));
      Files.write(file, withSlashes(graph.toGraphDef()).toByteArray());
    }
    return FrozenGraphs.load(file, "input", "scores", 0, Normalization.NONE, List.of());
  }

  private static GraphDef withSlashes(GraphDef graph) {
    GraphDef.Builder changed = graph.toBuilder().clearNode();
    for (NodeDef node : graph.getNodeList()) {
      List<String> inputs =
          node.getInputList().stream().map(input -> input.replace('.', '/')).toList();
      String name = node.getName().replace('.', '/');
      changed.addNode(node.toBuilder().setName(name).clearInput().addAllInput(inputs));
    }
    return changed.build();
  }

  /** The largest of each 2 x 2 pixels. */
  static Operand<TFloat32> pooled(Ops tf, String name, Operand<TFloat32> x) {
    var two = tf.array(1, 2, 2, 1);
    return tf.withName(name).nn.maxPool(x, two, two, "SAME");
  }

  /** An image that is not the same everywhere. */
  static byte[] picture() {
    byte[] pixels = new byte[SIDE * SIDE * 3];
    new java.util.Random(1).nextBytes(pixels);
    return pixels;
  }
}
