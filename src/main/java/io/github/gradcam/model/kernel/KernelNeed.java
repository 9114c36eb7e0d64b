package io.github.gradcam.model.kernel;

import java.util.Optional;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;

/**
 * Which kernel an op of a graph needs, or its gradient op.
 *
 * @param kind of the kernel
 * @param few whether it mixes fewer channels than kernels are made for; unknown counts as many
 */
record KernelNeed(KernelKind kind, boolean few) {

  /** Below it, kernels take other ways. */
  private static final int FEW = 16;

  /** The need of an op; nothing where it has none of the kernels that are tried. */
  static Optional<KernelNeed> of(GraphOperation op) {
    return switch (op.type()) {
      case "Conv2D" -> Optional.of(convolution(op, op.input(0).shape()));
      case "Conv2DBackpropInput" -> Optional.of(convolution(op, op.output(0).shape()));
      case "Conv2DBackpropFilter" -> Optional.of(convolution(op, op.input(0).shape()));
      case "DepthwiseConv2dNative",
          "DepthwiseConv2dNativeBackpropInput",
          "DepthwiseConv2dNativeBackpropFilter" ->
          Optional.of(new KernelNeed(KernelKind.DEPTHWISE, false));
      case "MatMul", "BatchMatMul", "BatchMatMulV2" ->
          Optional.of(new KernelNeed(KernelKind.PRODUCT, false));
      case "FusedBatchNormV3" -> Optional.of(new KernelNeed(KernelKind.NORMALIZATION, false));
      case "MaxPool", "AvgPool", "Mean" -> Optional.of(new KernelNeed(KernelKind.POOLING, false));
      case "Softmax" -> Optional.of(new KernelNeed(KernelKind.SOFTMAX, false));
      default -> Optional.empty();
    };
  }

  /** A need that the network has, and not a gradient of it. */
  static Optional<KernelNeed> ofNetwork(GraphOperation op) {
    return op.type().equals("Conv2DBackpropInput")
        ? Optional.of(new KernelNeed(KernelKind.TRANSPOSED, false))
        : of(op);
  }

  private static KernelNeed convolution(GraphOperation op, Shape picture) {
    long channels = picture.numDimensions() == 4 ? picture.get(3) : Shape.UNKNOWN_SIZE;
    return new KernelNeed(kind(op, channels), channels != Shape.UNKNOWN_SIZE && channels < FEW);
  }

  private static KernelKind kind(GraphOperation op, long channels) {
    long[] dilations = op.attributes().getAttrIntList("dilations");
    for (long dilation : dilations) {
      if (dilation != 1) {
        return KernelKind.DILATED;
      }
    }
    Shape weights = op.input(1).shape();
    boolean grouped =
        op.type().equals("Conv2D")
            && weights.numDimensions() == 4
            && channels != Shape.UNKNOWN_SIZE
            && weights.get(2) != Shape.UNKNOWN_SIZE
            && weights.get(2) != channels;
    return grouped ? KernelKind.GROUPED : KernelKind.CONVOLUTION;
  }

  /** Whether it is this need that a finding is about. */
  boolean isMetBy(KernelFinding finding) {
    boolean found = finding.channels() < FEW;
    return finding.kernel() == kind && (kind != KernelKind.CONVOLUTION || found == few);
  }
}
