package io.github.gradcam.model.kernel;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * A few ops, and what plain loops say that they give.
 *
 * @param kernel the kind that it tries
 * @param form such as {@code 7 x 7}; may be empty
 * @param inputs what the ops are given: the first is fed, the others are constants as in a network
 *     that is explained, or fed as in one that is trained
 * @param ops adds the ops to a graph
 * @param output what they give
 * @param slope by which the output is multiplied before its sum is differentiated
 * @param gradients of that sum to each of the first inputs
 */
record KernelCase(
    KernelKind kernel,
    String form,
    List<Values> inputs,
    Builder ops,
    Values output,
    Values slope,
    List<Values> gradients) {

  KernelCase withoutGradients() {
    return new KernelCase(kernel, form, inputs, ops, output, slope, List.of());
  }

  /** How far an answer is from what is expected. */
  KernelFinding finding(KernelFinding.Use use, KernelFinding.Part part, double error) {
    Shape input = inputs.get(0).shape();
    int channels = (int) input.get(input.numDimensions() - 1);
    return new KernelFinding(kernel, form, channels, use, part, error);
  }

  /** Adds ops to a graph. */
  interface Builder {

    /**
     * Adds the ops.
     *
     * @param tf adds to the graph
     * @param inputs as the case lists them
     * @return their output
     */
    Operand<TFloat32> build(Ops tf, List<Operand<TFloat32>> inputs);
  }
}
