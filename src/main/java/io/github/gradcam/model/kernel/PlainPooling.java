package io.github.gradcam.model.kernel;

import org.tensorflow.ndarray.Shape;

/**
 * Pooling and its gradient by plain loops, [N, H, W, C], padded so that each stride gives a place.
 *
 * @param window in both directions
 * @param stride in both directions
 * @param largest whether the largest value is taken; if not, the mean of those in the image
 */
record PlainPooling(int window, int stride, boolean largest) {

  Values forward(Values input) {
    Values output = Values.zeros(outputShape(input.shape()));
    visit(input, output, output, null);
    return output;
  }

  Values gradient(Values input, Values slope) {
    Values gradient = Values.zeros(input.shape());
    visit(input, Values.zeros(slope.shape()), slope, gradient);
    return gradient;
  }

  private Shape outputShape(Shape input) {
    return Shape.of(
        input.get(0),
        (input.get(1) + stride - 1) / stride,
        (input.get(2) + stride - 1) / stride,
        input.get(3));
  }

  private int before(int side) {
    int places = (side + stride - 1) / stride;
    return Math.max(0, (places - 1) * stride + window - side) / 2;
  }

  private void visit(
      Values input,
      Values output,
      Values slope,
      @org.jspecify.annotations.Nullable Values gradient) {
    int rows = input.side(1);
    int columns = input.side(2);
    int channels = input.side(3);
    int[] cells = new int[window * window];
    for (int o = 0; o < output.numbers().length; o++) {
      int place = o / channels;
      int picture = place / (output.side(1) * output.side(2));
      int top = place / output.side(2) % output.side(1) * stride - before(rows);
      int left = place % output.side(2) * stride - before(columns);
      int count = 0;
      int best = -1;
      double sum = 0;
      for (int tap = 0; tap < cells.length; tap++) {
        int row = top + tap / window;
        int column = left + tap % window;
        if (row < 0 || row >= rows || column < 0 || column >= columns) {
          continue;
        }
        int cell = ((picture * rows + row) * columns + column) * channels + o % channels;
        cells[count++] = cell;
        sum += input.numbers()[cell];
        best = best < 0 || input.numbers()[cell] > input.numbers()[best] ? cell : best;
      }
      output.numbers()[o] = largest ? input.numbers()[best] : sum / count;
      if (gradient != null && largest) {
        gradient.numbers()[best] += slope.numbers()[o];
      }
      for (int i = 0; gradient != null && !largest && i < count; i++) {
        gradient.numbers()[cells[i]] += slope.numbers()[o] / count;
      }
    }
  }
}
