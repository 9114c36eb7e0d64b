package io.github.gradcam.model.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;

/**
 * A convolution with what is done to its channels afterwards, as far as a convolution with another
 * kernel and a bias can do it all.
 *
 * @param convolution the first op
 * @param kernel its kernel
 * @param after the other ops together
 * @param inner the ops whose values nobody else sees: all but the last
 */
record FoldableConvolution(
    NodeDef convolution, FloatTensor kernel, ChannelStep after, List<NodeDef> inner) {

  private static final Set<String> CONVOLUTIONS = Set.of("Conv2D", "DepthwiseConv2dNative");
  private static final String LAYOUT = "data_format";

  /**
   * Goes back from an op to the convolution that it follows.
   *
   * @param free whether an op may go: its value is seen by the op after it alone
   */
  static Optional<FoldableConvolution> endingAt(
      NodeDef last, Wiring wiring, Predicate<NodeDef> free) {
    List<NodeDef> inner = new ArrayList<>();
    ChannelStep all = null;
    boolean scales = false;
    NodeDef op = last;
    while (!CONVOLUTIONS.contains(op.getOp())) {
      Optional<ChannelStep> step = ChannelStep.of(op, wiring).filter(s -> free.test(s.source()));
      if (step.isEmpty() || !channelsLast(op)) {
        return Optional.empty();
      }
      scales |= step.orElseThrow().scales();
      all = all == null ? step.orElseThrow() : all.after(step.orElseThrow());
      op = step.orElseThrow().source();
      inner.add(op);
    }
    return all == null || !scales ? Optional.empty() : of(op, all, inner, wiring);
  }

  private static Optional<FoldableConvolution> of(
      NodeDef convolution, ChannelStep after, List<NodeDef> inner, Wiring wiring) {
    return kernel(convolution, wiring)
        .map(kernel -> new FoldableConvolution(convolution, kernel, after, inner))
        .filter(whole -> channelsLast(convolution) && after.fits(whole.channels()));
  }

  private static Optional<FloatTensor> kernel(NodeDef convolution, Wiring wiring) {
    Optional<NodeDef> kernel = wiring.input(convolution, 1);
    while (kernel.isPresent() && kernel.get().getOp().equals("Identity")) {
      kernel = wiring.input(kernel.get(), 0);
    }
    return kernel
        .filter(op -> op.getOp().equals("Const"))
        .flatMap(FloatTensor::of)
        .filter(tensor -> tensor.shape().size() == 4 && tensor.values().length > 0);
  }

  /** How many feature maps it gives: a kernel ends with them, of which depthwise ones have two. */
  int channels() {
    long last = kernel.shape().get(3);
    boolean depthwise = convolution.getOp().startsWith("Depthwise");
    return Math.toIntExact(depthwise ? kernel.shape().get(2) * last : last);
  }

  /** The kernel whose convolution needs no scaling afterwards. */
  FloatTensor foldedKernel() {
    float[] values = kernel.values().clone();
    int channels = channels();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (values[i] * at(after.scale(), i % channels));
    }
    return new FloatTensor(kernel.shape(), values);
  }

  /** What is left to add to each channel. */
  FloatTensor bias() {
    float[] values = new float[channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) at(after.offset(), i);
    }
    return new FloatTensor(List.of((long) values.length), values);
  }

  private static double at(double[] values, int channel) {
    return values[values.length == 1 ? 0 : channel];
  }

  private static boolean channelsLast(NodeDef op) {
    AttrValue layout = op.getAttrMap().get(LAYOUT);
    return layout == null || layout.getS().toStringUtf8().equals("NHWC");
  }
}
