package io.github.gradcam.explain.export.onnx.op;

import java.util.List;

/** What an op of TensorFlow is in ONNX. */
@FunctionalInterface
public interface Translation {

  /**
   * Adds the nodes.
   *
   * @param step the op, its inputs and the graph
   * @return its outputs; those at the end that are never asked for may be left out
   * @throws io.github.gradcam.model.graph.ModelException if the op cannot be expressed
   */
  List<Stored> translate(OpStep step);

  /** An op with one output. */
  @FunctionalInterface
  interface Single {

    /**
     * Adds the nodes.
     *
     * @param step the op, its inputs and the graph
     * @return its output
     */
    Stored translate(OpStep step);
  }

  /**
   * Takes an op with one output.
   *
   * @param single the op
   * @return the same
   */
  static Translation of(Single single) {
    return step -> List.of(single.translate(step));
  }
}
