package io.github.gradcam.model.kernel;

import io.github.gradcam.model.kernel.KernelFinding.Part;
import java.util.Optional;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;

/**
 * Which kernel an op of a graph needs, or its gradient op.
 *
 * @param kind of the kernel
 * @param part whether it is the op's own or that of a gradient
 * @param few whether it mixes fewer channels than kernels are made for; unknown counts as many
 */
record KernelNeed(KernelKind kind, Part part, boolean few) {

  /** Below it, kernels take other ways. */
  private static final int FEW = 16;

  /** How the names begin that TensorFlow gives to the ops of gradients. */
  private static final String GRADIENTS = "gradients";

  /** The need of an op; nothing where it has none of the kernels that are tried. */
  static Optional<KernelNeed> of(GraphOperation op) {
    return switch (op.type()) {
      case "Conv2D" -> Optional.of(convolution(op, Part.OUTPUT, op.input(0).shape()));
      case "Conv2DBackpropInput" ->
          Optional.of(convolution(op, Part.INPUT_GRADIENT, op.output(0).shape()));
      case "Conv2DBackpropFilter" ->
          Optional.of(convolution(op, Part.WEIGHT_GRADIENT, op.input(0).shape()));
      case "DepthwiseConv2dNative" -> own(KernelKind.DEPTHWISE);
      case "DepthwiseConv2dNativeBackpropInput" ->
          Optional.of(new KernelNeed(KernelKind.DEPTHWISE, Part.INPUT_GRADIENT, false));
      case "DepthwiseConv2dNativeBackpropFilter" ->
          Optional.of(new KernelNeed(KernelKind.DEPTHWISE, Part.WEIGHT_GRADIENT, false));
      // the gradients of a product are products
      case "MatMul", "BatchMatMul", "BatchMatMulV2" -> own(KernelKind.PRODUCT);
      case "FusedBatchNormV3" -> own(KernelKind.NORMALIZATION);
      case "MaxPool", "AvgPool", "Mean" -> own(KernelKind.POOLING);
      case "Softmax" -> own(KernelKind.SOFTMAX);
      default -> Optional.empty();
    };
  }

  private static Optional<KernelNeed> own(KernelKind kind) {
    return Optional.of(new KernelNeed(kind, Part.OUTPUT, false));
  }

  /** A need that the network has, and not a gradient of it. */
  static Optional<KernelNeed> ofNetwork(GraphOperation op) {
    return op.type().equals("Conv2DBackpropInput") && !op.name().startsWith(GRADIENTS)
        ? own(KernelKind.TRANSPOSED)
        : of(op);
  }

  private static KernelNeed convolution(GraphOperation op, Part part, Shape picture) {
    long channels = side(picture, 3);
    long mixed = part == Part.WEIGHT_GRADIENT ? channels : side(op.input(1).shape(), 2);
    boolean few = mixed != Shape.UNKNOWN_SIZE && mixed < FEW;
    return new KernelNeed(kind(op, part, channels, mixed), part, few);
  }

  private static KernelKind kind(GraphOperation op, Part part, long channels, long mixed) {
    for (long dilation : op.attributes().getAttrIntList("dilations")) {
      if (dilation != 1) {
        return KernelKind.DILATED;
      }
    }
    boolean known = channels != Shape.UNKNOWN_SIZE && mixed != Shape.UNKNOWN_SIZE;
    return part == Part.OUTPUT && known && channels != mixed
        ? KernelKind.GROUPED
        : KernelKind.CONVOLUTION;
  }

  private static long side(Shape shape, int axis) {
    return shape.numDimensions() == 4 ? shape.get(axis) : Shape.UNKNOWN_SIZE;
  }

  /** Whether a finding is about kernels of the kind, whichever of its parts. */
  boolean isOfKind(KernelFinding finding) {
    boolean found = finding.channels() < FEW;
    return finding.kernel() == kind && (kind != KernelKind.CONVOLUTION || found == few);
  }

  /** Whether a finding is about the very kernel. */
  boolean isMetBy(KernelFinding finding) {
    return isOfKind(finding) && (finding.part() == part || kind == KernelKind.PRODUCT);
  }
}
