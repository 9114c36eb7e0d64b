package io.github.gradcam.model.foreign.onnx.op;

import io.github.gradcam.model.foreign.lowering.Value;
import java.util.List;

/** What an operator of ONNX is in ops of TensorFlow. */
@FunctionalInterface
public interface OnnxOp {

  /**
   * Adds the ops.
   *
   * @param node its inputs, attributes and graph
   * @return its outputs; those at the end that are never asked for may be left out
   * @throws RuntimeException if the node cannot be expressed; the message says what was expected
   */
  List<Value> lower(OnnxNode node);

  /** An operator with one output. */
  @FunctionalInterface
  interface Single {

    /**
     * Adds the ops.
     *
     * @param node its inputs, attributes and graph
     * @return its output
     */
    Value lower(OnnxNode node);
  }

  /**
   * Takes an operator with one output.
   *
   * @param single the operator
   * @return the same
   */
  static OnnxOp of(Single single) {
    return node -> List.of(single.lower(node));
  }
}
