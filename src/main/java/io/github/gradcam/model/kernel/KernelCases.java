package io.github.gradcam.model.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.Conv2d;
import org.tensorflow.op.nn.DepthwiseConv2dNative;
import org.tensorflow.op.nn.FusedBatchNorm;
import org.tensorflow.types.TFloat32;

/**
 * What is tried: the kernels that image classifiers use, on small images with odd sides. Numbers
 * are such that every precision holds the inputs exactly, so that an answer differs from that of
 * plain loops only by the rounding of sums and results.
 */
final class KernelCases {

  private static final String SAME = "SAME";

  private static final PlainConvolution ONE_BY_ONE = new PlainConvolution(1, 1, 1, true);

  private final Random random = new Random(7);
  private final List<KernelCase> cases = new ArrayList<>();

  private KernelCases() {}

  /** All cases, the same ones each time. */
  static List<KernelCase> all() {
    KernelCases made = new KernelCases();
    made.convolutions();
    made.transposedConvolutions();
    made.fusions();
    made.normalizations();
    made.pooling();
    made.products();
    return List.copyOf(made.cases);
  }

  private void convolutions() {
    convolution(KernelKind.CONVOLUTION, "", 1, 8, 3, new PlainConvolution(1, 1, 1, true));
    convolution(KernelKind.CONVOLUTION, "", 3, 8, 3, new PlainConvolution(1, 1, 1, true));
    convolution(
        KernelKind.CONVOLUTION, "7 x 7, stride 2", 3, 32, 7, new PlainConvolution(2, 1, 1, true));
    convolution(KernelKind.CONVOLUTION, "", 32, 32, 3, new PlainConvolution(1, 1, 1, true));
    convolution(KernelKind.CONVOLUTION, "1 x 1", 32, 48, 1, new PlainConvolution(1, 1, 1, true));
    convolution(KernelKind.CONVOLUTION, "stride 2", 32, 40, 3, new PlainConvolution(2, 1, 1, true));
    convolution(
        KernelKind.CONVOLUTION, "1 x 1, stride 2", 32, 40, 1, new PlainConvolution(2, 1, 1, true));
    convolution(
        KernelKind.CONVOLUTION, "unpadded", 16, 24, 3, new PlainConvolution(2, 1, 1, false));
    // Kernels work on blocks of channels: what is left over, and single places, are cases of their
    // own.
    convolution(KernelKind.CONVOLUTION, "", 40, 24, 3, new PlainConvolution(1, 1, 1, true));
    convolution(
        KernelKind.CONVOLUTION, "2 x 2, stride 2", 48, 32, 2, new PlainConvolution(2, 1, 1, true));
    convolution(KernelKind.CONVOLUTION, "", 97, 16, 3, new PlainConvolution(1, 1, 1, true));
    convolution(KernelKind.CONVOLUTION, "1 x 1", 512, 64, Shape.of(2, 7, 7, 512), 1, ONE_BY_ONE);
    convolution(
        KernelKind.CONVOLUTION, "one place", 112, 64, Shape.of(1, 1, 1, 112), 1, ONE_BY_ONE);
    convolution(
        KernelKind.CONVOLUTION, "one place", 1280, 100, Shape.of(1, 1, 1, 1280), 1, ONE_BY_ONE);
    convolution(KernelKind.DILATED, "", 16, 24, 3, new PlainConvolution(1, 2, 1, true));
    convolution(KernelKind.GROUPED, "4 groups", 32, 32, 3, new PlainConvolution(1, 1, 4, true));
    depthwise("", 1, 1);
    depthwise("stride 2", 2, 1);
    depthwise("2 maps a channel", 1, 2);
  }

  private void convolution(
      KernelKind kind, String form, int channels, int maps, int kernel, PlainConvolution plain) {
    convolution(kind, form, channels, maps, Shape.of(2, 13, 11, channels), kernel, plain);
  }

  private void convolution(
      KernelKind kind,
      String form,
      int channels,
      int maps,
      Shape picture,
      int kernel,
      PlainConvolution plain) {
    Values input = random(picture);
    Values weights = Values.random(random, kernel, kernel, channels / plain.groups(), maps);
    KernelCase all =
        convolved(
            kind, form, plain, input, weights, weights.shape(), (tf, in) -> plain(tf, in, plain));
    // TensorFlow's gradients know nothing of gaps: networks that are explained have none.
    cases.add(kind == KernelKind.DILATED ? all.withoutGradients() : all);
  }

  private void depthwise(String form, int stride, int multiplier) {
    int channels = 16;
    PlainConvolution plain = new PlainConvolution(stride, 1, channels, true);
    Values input = Values.random(random, 2, 13, 11, channels);
    Values weights = Values.random(random, 3, 3, 1, (long) channels * multiplier);
    Shape kernel = Shape.of(3, 3, channels, multiplier);
    cases.add(
        convolved(
            KernelKind.DEPTHWISE,
            form,
            plain,
            input,
            weights,
            kernel,
            (tf, in) -> depthwise(tf, in, stride)));
  }

  /** A kernel has another shape in TensorFlow than in the loops where it is depthwise. */
  private KernelCase convolved(
      KernelKind kind,
      String form,
      PlainConvolution plain,
      Values input,
      Values weights,
      Shape kernel,
      KernelCase.Builder ops) {
    Values output = plain.forward(input, weights);
    Values slope = random(output.shape());
    return new KernelCase(
        kind,
        form,
        List.of(input, weights.reshaped(kernel)),
        ops,
        output,
        slope,
        List.of(
            plain.inputGradient(input.shape(), weights, slope),
            plain.weightGradient(input, weights.shape(), slope).reshaped(kernel)));
  }

  private void transposedConvolutions() {
    transposed("1 x 2", Shape.of(1, 1, 4, 1), Shape.of(1, 2, 1, 1));
    transposed("3 maps", Shape.of(2, 13, 11, 3), Shape.of(3, 3, 3, 8));
    transposed("32 maps", Shape.of(2, 13, 11, 32), Shape.of(3, 3, 32, 16));
  }

  /** The gradient of a convolution as an op of its own, and the gradients of that. */
  private void transposed(String form, Shape large, Shape kernel) {
    PlainConvolution plain = new PlainConvolution(2, 1, 1, true);
    Values weights = random(kernel);
    Values input = random(plain.outputShape(large, kernel));
    Values output = plain.inputGradient(large, weights, input);
    Values slope = random(large);
    cases.add(
        new KernelCase(
            KernelKind.TRANSPOSED,
            form,
            List.of(input, weights),
            (tf, in) ->
                tf.nn.conv2dBackpropInput(
                    tf.constant(IntStream.range(0, 4).map(i -> (int) large.get(i)).toArray()),
                    in.get(1),
                    in.get(0),
                    List.of(1L, 2L, 2L, 1L),
                    SAME),
            output,
            slope,
            List.of(plain.forward(slope, weights), plain.weightGradient(slope, kernel, input))));
  }

  /** What TensorFlow computes by one kernel where it finds these ops one after the other. */
  private void fusions() {
    for (int channels : new int[] {3, 32}) {
      PlainConvolution plain = new PlainConvolution(1, 1, 1, true);
      Values input = Values.random(random, 2, 13, 11, channels);
      Values weights = Values.random(random, 3, 3, channels, 24);
      Values bias = Values.random(random, 24);
      Values sum = plain.forward(input, weights).join(bias, Double::sum);
      Values other = random(sum.shape());
      fused(
          "+ bias",
          plain,
          List.of(input, weights, bias),
          sum,
          sum.map(value -> 1),
          (tf, in) -> tf.nn.biasAdd(plain(tf, in, plain), in.get(2)));
      fused(
          "+ bias + ReLU",
          plain,
          List.of(input, weights, bias),
          sum.map(value -> Math.max(0, value)),
          sum.map(value -> value > 0 ? 1 : 0),
          (tf, in) -> tf.nn.relu(tf.nn.biasAdd(plain(tf, in, plain), in.get(2))));
      fused(
          "+ bias + add + ReLU",
          plain,
          List.of(input, weights, bias, other),
          sum.join(other, (a, b) -> Math.max(0, a + b)),
          sum.join(other, (a, b) -> a + b > 0 ? 1 : 0),
          (tf, in) ->
              tf.nn.relu(tf.math.add(tf.nn.biasAdd(plain(tf, in, plain), in.get(2)), in.get(3))));
      normalised(plain, input, weights);
    }
    PlainConvolution plain = new PlainConvolution(1, 1, 16, true);
    Values input = Values.random(random, 2, 13, 11, 16);
    Values weights = Values.random(random, 3, 3, 1, 16);
    Values bias = Values.random(random, 16);
    Values sum = plain.forward(input, weights).join(bias, Double::sum);
    cases.add(
        new KernelCase(
            KernelKind.DEPTHWISE,
            "+ bias + ReLU6",
            List.of(input, weights.reshaped(Shape.of(3, 3, 16, 1)), bias),
            (tf, in) -> tf.nn.relu6(tf.nn.biasAdd(depthwise(tf, in, 1), in.get(2))),
            sum.map(value -> Math.min(6, Math.max(0, value))),
            random(sum.shape()),
            List.of()));
  }

  /** Batch normalisation with known statistics after a convolution, which fold into one. */
  private void normalised(PlainConvolution plain, Values input, Values weights) {
    Values scale = Values.random(random, 24).map(value -> 1 + value / 4);
    Values offset = Values.random(random, 24);
    Values mean = Values.random(random, 24);
    Values variance = Values.random(random, 24).map(value -> 4 + value);
    Values factor = scale.join(variance, (s, v) -> s / Math.sqrt(v + EPSILON));
    Values normal =
        plain
            .forward(input, weights)
            .join(mean, (value, m) -> value - m)
            .join(factor, (value, f) -> value * f)
            .join(offset, Double::sum);
    fused(
        "+ batch normalisation + ReLU",
        plain,
        List.of(input, weights, scale, offset, mean, variance),
        normal.map(value -> Math.max(0, value)),
        normal.map(value -> value > 0 ? 1 : 0).join(factor, (open, f) -> open * f),
        (tf, in) ->
            tf.nn.relu(
                tf.nn
                    .fusedBatchNorm(
                        plain(tf, in, plain),
                        in.get(2),
                        in.get(3),
                        in.get(4),
                        in.get(5),
                        FusedBatchNorm.isTraining(false),
                        FusedBatchNorm.epsilon((float) EPSILON))
                    .y()));
  }

  private static final double EPSILON = 1e-3;

  /**
   * A convolution with more after it.
   *
   * @param open by how much the convolution's own output passes through what comes after it
   */
  private void fused(
      String form,
      PlainConvolution plain,
      List<Values> inputs,
      Values output,
      Values open,
      KernelCase.Builder ops) {
    Values slope = random(output.shape());
    Values passed = slope.join(open, (s, o) -> s * o);
    cases.add(
        new KernelCase(
            KernelKind.CONVOLUTION,
            form,
            inputs,
            ops,
            output,
            slope,
            List.of(
                plain.inputGradient(inputs.get(0).shape(), inputs.get(1), passed),
                plain.weightGradient(inputs.get(0), inputs.get(1).shape(), passed))));
  }

  /** As in training: with the statistics of the batch. */
  private void normalizations() {
    Values input = Values.random(random, 3, 7, 5, 16);
    Values scale = Values.random(random, 16).map(value -> 1 + value / 4);
    Values offset = Values.random(random, 16);
    Values slope = random(input.shape());
    double count = 3 * 7 * 5;
    Values mean = input.channelSums().map(sum -> sum / count);
    Values centred = input.join(mean, (value, m) -> value - m);
    Values variance = centred.map(value -> value * value).channelSums().map(sum -> sum / count);
    Values deviation = variance.map(v -> Math.sqrt(v + EPSILON));
    Values normal = centred.join(deviation, (value, d) -> value / d);
    Values output = normal.join(scale, (n, s) -> n * s).join(offset, Double::sum);
    Values along = slope.join(normal, (s, n) -> s * n).channelSums();
    Values gradient =
        slope
            .join(slope.channelSums().map(sum -> sum / count), (s, m) -> s - m)
            .join(normal.join(along.map(sum -> sum / count), (n, a) -> n * a), (s, n) -> s - n)
            .join(scale.join(deviation, (s, d) -> s / d), (s, f) -> s * f);
    cases.add(
        new KernelCase(
            KernelKind.NORMALIZATION,
            "",
            List.of(input, scale, offset),
            (tf, in) ->
                tf.nn
                    .fusedBatchNorm(
                        in.get(0),
                        in.get(1),
                        in.get(2),
                        tf.constant(new float[0]),
                        tf.constant(new float[0]),
                        FusedBatchNorm.isTraining(true),
                        FusedBatchNorm.epsilon((float) EPSILON))
                    .y(),
            output,
            slope,
            List.of(gradient, along)));
  }

  private void pooling() {
    pooling("largest value", new PlainPooling(3, 2, true), (tf, in) -> maxPool(tf, in.get(0)));
    pooling(
        "mean",
        new PlainPooling(3, 2, false),
        (tf, in) ->
            tf.nn.avgPool(in.get(0), List.of(1L, 3L, 3L, 1L), List.of(1L, 2L, 2L, 1L), SAME));
    Values input = Values.random(random, 2, 13, 11, 16);
    Values mean = Values.zeros(Shape.of(2, 16));
    for (int i = 0; i < input.numbers().length; i++) {
      mean.numbers()[i / (13 * 11 * 16) * 16 + i % 16] += input.numbers()[i] / (13 * 11);
    }
    Values slope = random(mean.shape());
    Values gradient = Values.zeros(input.shape());
    for (int i = 0; i < input.numbers().length; i++) {
      gradient.numbers()[i] = slope.numbers()[i / (13 * 11 * 16) * 16 + i % 16] / (13 * 11);
    }
    cases.add(
        new KernelCase(
            KernelKind.POOLING,
            "mean of all places",
            List.of(input),
            (tf, in) -> tf.math.mean(in.get(0), tf.constant(new int[] {1, 2})),
            mean,
            slope,
            List.of(gradient)));
  }

  private void pooling(String form, PlainPooling plain, KernelCase.Builder ops) {
    Values input = unlike();
    Values output = plain.forward(input);
    Values slope = random(output.shape());
    cases.add(
        new KernelCase(
            KernelKind.POOLING,
            form,
            List.of(input),
            ops,
            output,
            slope,
            List.of(plain.gradient(input, slope))));
  }

  /** No window of 3 x 3 holds a value twice: a largest value is the only one. */
  private Values unlike() {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 9).boxed().toList());
    Collections.shuffle(order, random);
    Values values = Values.zeros(Shape.of(2, 13, 11, 16));
    for (int i = 0; i < values.numbers().length; i++) {
      int row = i / (11 * 16) % 13;
      int column = i / 16 % 11;
      values.numbers()[i] = (order.get((row % 3 * 3 + column % 3 + i % 16) % 9) - 4) / 4.0;
    }
    return values;
  }

  private void products() {
    Values input = Values.random(random, 5, 37);
    Values weights = Values.random(random, 37, 11);
    Values bias = Values.random(random, 11);
    // A product of matrices is a convolution of images of one place.
    PlainConvolution plain = new PlainConvolution(1, 1, 1, true);
    Values places = input.reshaped(Shape.of(5, 1, 1, 37));
    Values kernel = weights.reshaped(Shape.of(1, 1, 37, 11));
    Values product = plain.forward(places, kernel).reshaped(Shape.of(5, 11));
    Values slope = random(product.shape());
    Values places4 = slope.reshaped(Shape.of(5, 1, 1, 11));
    cases.add(
        new KernelCase(
            KernelKind.PRODUCT,
            "",
            List.of(input, weights),
            (tf, in) -> tf.linalg.matMul(in.get(0), in.get(1)),
            product,
            slope,
            List.of(
                plain.inputGradient(places.shape(), kernel, places4).reshaped(input.shape()),
                plain.weightGradient(places, kernel.shape(), places4).reshaped(weights.shape()))));
    cases.add(
        new KernelCase(
            KernelKind.PRODUCT,
            "+ bias + ReLU",
            List.of(input, weights, bias),
            (tf, in) ->
                tf.nn.relu(tf.nn.biasAdd(tf.linalg.matMul(in.get(0), in.get(1)), in.get(2))),
            product.join(bias, (p, b) -> Math.max(0, p + b)),
            slope,
            List.of()));
    softmax(input);
  }

  private void softmax(Values input) {
    Values output = Values.zeros(input.shape());
    Values slope = random(input.shape());
    Values gradient = Values.zeros(input.shape());
    int classes = input.side(1);
    for (int row = 0; row < input.side(0); row++) {
      double sum = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        sum += Math.exp(input.numbers()[i]);
      }
      double mean = 0;
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        output.numbers()[i] = Math.exp(input.numbers()[i]) / sum;
        mean += output.numbers()[i] * slope.numbers()[i];
      }
      for (int i = row * classes; i < (row + 1) * classes; i++) {
        gradient.numbers()[i] = output.numbers()[i] * (slope.numbers()[i] - mean);
      }
    }
    cases.add(
        new KernelCase(
            KernelKind.SOFTMAX,
            "",
            List.of(input),
            (tf, in) -> tf.nn.softmax(in.get(0)),
            output,
            slope,
            List.of(gradient)));
  }

  private Values random(Shape shape) {
    return Values.random(random, shape.asArray());
  }

  private static Operand<TFloat32> plain(
      Ops tf, List<Operand<TFloat32>> inputs, PlainConvolution plain) {
    long stride = plain.stride();
    long dilation = plain.dilation();
    return tf.nn.conv2d(
        inputs.get(0),
        inputs.get(1),
        List.of(1L, stride, stride, 1L),
        plain.same() ? SAME : "VALID",
        Conv2d.dilations(List.of(1L, dilation, dilation, 1L)));
  }

  private static Operand<TFloat32> depthwise(Ops tf, List<Operand<TFloat32>> inputs, long stride) {
    return tf.nn.depthwiseConv2dNative(
        inputs.get(0),
        inputs.get(1),
        List.of(1L, stride, stride, 1L),
        SAME,
        new DepthwiseConv2dNative.Options[0]);
  }

  private static Operand<TFloat32> maxPool(Ops tf, Operand<TFloat32> input) {
    return tf.nn.maxPool(input, tf.array(1, 3, 3, 1), tf.array(1, 2, 2, 1), SAME);
  }
}
