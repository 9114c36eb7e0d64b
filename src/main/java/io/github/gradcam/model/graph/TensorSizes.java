package io.github.gradcam.model.graph;

import java.util.Iterator;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;

/** Refuses tensors that no memory holds: TensorFlow ends the process over some of them. */
public final class TensorSizes {

  /** 2 GiB of float32, what a model's file holds at most. */
  private static final double MOST = 1 << 29;

  private TensorSizes() {}

  /**
   * Looks at the shapes that TensorFlow infers, before anything is computed.
   *
   * @param graph of a model
   * @throws ModelException if a tensor has too many values for one image
   */
  public static void check(Graph graph) {
    for (Iterator<GraphOperation> ops = graph.operations(); ops.hasNext(); ) {
      GraphOperation op = ops.next();
      for (int i = 0; i < op.numOutputs(); i++) {
        Shape shape = op.output(i).shape();
        if (values(shape) > MOST) {
          throw new ModelException(
              "Expected at most %,.0f values a tensor, found a shape of %s in '%s'; is the model whole?"
                  .formatted(MOST, shape, op.name()));
        }
      }
    }
  }

  private static double values(Shape shape) {
    double values = 1;
    for (int i = 0; !shape.isUnknown() && i < shape.numDimensions(); i++) {
      values *= Math.max(1, shape.get(i));
    }
    return values;
  }
}
