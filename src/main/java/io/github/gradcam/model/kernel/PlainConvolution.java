package io.github.gradcam.model.kernel;

import org.tensorflow.ndarray.Shape;

/**
 * A convolution and its gradients by plain loops, [N, H, W, C] with a kernel [h, w, C / groups, K].
 * A depthwise convolution has as many groups as channels.
 *
 * @param stride in both directions
 * @param dilation in both directions
 * @param groups of channels that are convolved apart
 * @param same whether the image is padded so that each stride gives a place; if not, not at all
 */
record PlainConvolution(int stride, int dilation, int groups, boolean same) {

  /** One product of the sum: which input, which weight, which output. */
  private interface Product {
    void at(int input, int weight, int output);
  }

  Values forward(Values input, Values weights) {
    Values output = Values.zeros(outputShape(input.shape(), weights.shape()));
    visit(
        input.shape(),
        weights.shape(),
        (i, w, o) -> output.numbers()[o] += input.numbers()[i] * weights.numbers()[w]);
    return output;
  }

  Values inputGradient(Shape input, Values weights, Values output) {
    Values gradient = Values.zeros(input);
    visit(
        input,
        weights.shape(),
        (i, w, o) -> gradient.numbers()[i] += output.numbers()[o] * weights.numbers()[w]);
    return gradient;
  }

  Values weightGradient(Values input, Shape weights, Values output) {
    Values gradient = Values.zeros(weights);
    visit(
        input.shape(),
        weights,
        (i, w, o) -> gradient.numbers()[w] += output.numbers()[o] * input.numbers()[i]);
    return gradient;
  }

  Shape outputShape(Shape input, Shape weights) {
    return Shape.of(
        input.get(0),
        places((int) input.get(1), (int) weights.get(0)),
        places((int) input.get(2), (int) weights.get(1)),
        weights.get(3));
  }

  private int places(int side, int kernel) {
    int free = same ? side : side - (kernel - 1) * dilation;
    return (free + stride - 1) / stride;
  }

  /** As many zeros before as after, or one less. */
  private int before(int side, int kernel) {
    int needed = (places(side, kernel) - 1) * stride + (kernel - 1) * dilation + 1 - side;
    return same ? Math.max(0, needed) / 2 : 0;
  }

  private void visit(Shape input, Shape weights, Product product) {
    int[] in = sides(input);
    int[] kernel = sides(weights);
    int[] out = sides(outputShape(input, weights));
    int top = before(in[1], kernel[0]);
    int left = before(in[2], kernel[1]);
    int perGroup = out[3] / groups;
    for (int place = 0; place < out[0] * out[1] * out[2]; place++) {
      int picture = place / (out[1] * out[2]);
      for (int tap = 0; tap < kernel[0] * kernel[1]; tap++) {
        int row = place / out[2] % out[1] * stride - top + tap / kernel[1] * dilation;
        int column = place % out[2] * stride - left + tap % kernel[1] * dilation;
        if (row < 0 || row >= in[1] || column < 0 || column >= in[2]) {
          continue;
        }
        int first = ((picture * in[1] + row) * in[2] + column) * in[3];
        for (int c = 0; c < kernel[2]; c++) {
          for (int k = 0; k < out[3]; k++) {
            product.at(
                first + k / perGroup * kernel[2] + c,
                (tap * kernel[2] + c) * out[3] + k,
                place * out[3] + k);
          }
        }
      }
    }
  }

  private static int[] sides(Shape shape) {
    int[] sides = new int[shape.numDimensions()];
    for (int i = 0; i < sides.length; i++) {
      sides[i] = (int) shape.get(i);
    }
    return sides;
  }
}
