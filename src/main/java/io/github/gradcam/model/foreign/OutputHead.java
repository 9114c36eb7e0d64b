package io.github.gradcam.model.foreign;

import io.github.gradcam.model.graph.ModelException;
import io.github.gradcam.model.graph.NodeIndex;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.TFloat32;

/**
 * The end of a classifier: the tensor before the softmax or sigmoid, and which of them follows.
 *
 * @param tensor gives the logits
 * @param kind what makes probabilities of them
 */
record OutputHead(String tensor, Kind kind) {

  /** What makes probabilities of the numbers of a head. */
  enum Kind {
    /** The classes share one: they exclude each other. */
    SOFTMAX,
    /** Each class has its own. */
    SIGMOID,
    /** Nothing in the model. */
    NONE
  }

  /**
   * The ops that a head is used through.
   *
   * @param logits gives [N, classes]
   * @param probabilities gives [N, classes] in 0..1
   * @param classes how many
   */
  record Ends(String logits, String probabilities, int classes) {}

  private static final String SCOPE = "gradcam_output";
  private static final Set<String> PASSING = Set.of("Identity", "Reshape", "Squeeze", "Cast");

  private static final Set<String> MEANS = Set.of("Mean", "AvgPool");

  /** What tells the likeliest classes and not how likely they are. */
  private static final Set<String> CHOOSING = Set.of("ArgMax", "TopKV2", "TopK");

  /** Walks from what a model gives back to what stands before the softmax or the sigmoid. */
  static OutputHead of(NodeIndex index, String output) {
    NodeDef node = index.get(NodeIndex.op(output));
    while (PASSING.contains(node.getOp())) {
      node = index.get(NodeIndex.op(node.getInput(0)));
    }
    if (CHOOSING.contains(node.getOp())) {
      return of(index, node.getInput(0));
    }
    return switch (node.getOp()) {
      case "Softmax", "LogSoftmax" -> new OutputHead(node.getInput(0), Kind.SOFTMAX);
      case "Sigmoid" -> new OutputHead(node.getInput(0), Kind.SIGMOID);
      case "RealDiv" -> dividedSoftmax(index, node, output);
      default -> new OutputHead(output, Kind.NONE);
    };
  }

  /** exp(x - max x) / sum exp(x - max x), as Keras wrote it once. */
  private static OutputHead dividedSoftmax(NodeIndex index, NodeDef division, String output) {
    NodeDef exp = index.get(NodeIndex.op(division.getInput(0)));
    NodeDef sum = index.get(NodeIndex.op(division.getInput(1)));
    boolean softmax =
        exp.getOp().equals("Exp")
            && sum.getOp().equals("Sum")
            && NodeIndex.op(sum.getInput(0)).equals(exp.getName());
    if (!softmax) {
      return new OutputHead(output, Kind.NONE);
    }
    NodeDef shifted = index.get(NodeIndex.op(exp.getInput(0)));
    boolean relative = shifted.getOp().equals("Sub");
    return new OutputHead(relative ? shifted.getInput(0) : exp.getInput(0), Kind.SOFTMAX);
  }

  /**
   * Tells whether the numbers are means of feature maps with nothing behind them, as networks give
   * that describe images; some classifiers do, too.
   */
  boolean isMeanOfMaps(NodeIndex index) {
    NodeDef node = index.get(NodeIndex.op(tensor));
    while (PASSING.contains(node.getOp())) {
      node = index.get(NodeIndex.op(node.getInput(0)));
    }
    return kind == Kind.NONE && MEANS.contains(node.getOp());
  }

  /**
   * Adds the ops that a classifier is used through. A single number z says how much speaks for the
   * second of two classes: their logits are -z / 2 and z / 2, whose softmax is the sigmoid of z.
   *
   * @param graph with the network
   * @param named whether people say that there are classes, by their names
   * @throws ModelException if the network gives one number that nothing says is about classes
   */
  Ends add(Graph graph, boolean named) {
    Ops tf = Ops.create(graph).withSubScope(SCOPE);
    Operand<TFloat32> flat = flat(tf, graph);
    int classes = (int) flat.shape().get(1);
    if (classes == 1 && kind != Kind.SIGMOID && !named) {
      throw new ModelException(
          "Expected a number for each class, or one behind a sigmoid, found one number without a sigmoid from '%s', as networks give that estimate a quantity (an angle, an age): gradcam explains image classifiers; if the number tells two classes apart, name both with --labels, the one of negative numbers first"
              .formatted(tensor));
    }
    Operand<TFloat32> logits = tf.withName("logits").identity(flat);
    if (classes == 1) {
      var signs = tf.constant(new float[][] {{-0.5f, 0.5f}});
      logits = tf.withName("two_classes").math.mul(flat, signs);
    }
    boolean apart = kind == Kind.SIGMOID && classes > 1;
    Ops last = tf.withName("probabilities");
    Operand<TFloat32> probabilities = apart ? last.math.sigmoid(logits) : last.nn.softmax(logits);
    return new Ends(logits.op().name(), probabilities.op().name(), Math.max(2, classes));
  }

  private Operand<TFloat32> flat(Ops tf, Graph graph) {
    Operand<TFloat32> answer =
        graph.operationOrThrow(NodeIndex.op(tensor)).output(NodeIndex.output(tensor));
    Shape shape = answer.shape();
    int rank = shape.isUnknown() ? 0 : shape.numDimensions();
    boolean places = rank == 4 && shape.get(1) == 1 && shape.get(2) == 1;
    if ((rank != 2 && !places) || shape.get(rank - 1) < 1) {
      throw new ModelException(
          "Expected a number for each class [N, classes] from '%s', found %s; name the op that gives them with --logits: gradcam explains image classifiers"
              .formatted(tensor, shape.toString().replace("-1", "?")));
    }
    if (shape.get(0) > 0) {
      throw new ModelException(
          "Expected a network for any number of images, found one for %d at once whose ops cannot be freed of the number ('%s'); export it with a batch size of None"
              .formatted(shape.get(0), tensor));
    }
    int[] rows = {-1, (int) shape.get(rank - 1)};
    return places ? tf.reshape(answer, tf.constant(rows)) : answer;
  }
}
