package io.github.gradcam.model.kernel;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * An array in double precision.
 *
 * @param shape its dimensions
 * @param numbers row-major, as many as the shape holds
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Values(Shape shape, double[] numbers) {

  /** Sixteenths from -2 to 2: float32, bfloat16 and float16 hold each of them exactly. */
  private static final int STEPS = 32;

  static Values zeros(Shape shape) {
    return new Values(shape, new double[(int) shape.size()]);
  }

  /** Draws multiples of 1/16 in -2..2, which all precisions hold exactly. */
  static Values random(Random random, long... shape) {
    Values values = zeros(Shape.of(shape));
    for (int i = 0; i < values.numbers.length; i++) {
      values.numbers[i] = (random.nextInt(2 * STEPS + 1) - STEPS) / 16.0;
    }
    return values;
  }

  /** Copies a tensor. */
  static Values of(TFloat32 tensor) {
    float[] floats = new float[(int) tensor.size()];
    tensor.copyTo(DataBuffers.of(floats, false, false));
    Values values = zeros(tensor.shape());
    for (int i = 0; i < floats.length; i++) {
      values.numbers[i] = floats[i];
    }
    return values;
  }

  /** A new tensor, the caller's to close. */
  TFloat32 tensor() {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(floats, true, false));
  }

  int side(int axis) {
    return (int) shape.get(axis);
  }

  /** The largest absolute number. */
  double peak() {
    double peak = 0;
    for (double number : numbers) {
      peak = Math.max(peak, Math.abs(number));
    }
    return peak;
  }

  /** Changes each number. */
  Values map(DoubleUnaryOperator change) {
    Values changed = zeros(shape);
    Arrays.setAll(changed.numbers, i -> change.applyAsDouble(numbers[i]));
    return changed;
  }

  /** Joins each number with that of an array of the same shape, or of the last axis alone. */
  Values join(Values other, DoubleBinaryOperator join) {
    Values joined = zeros(shape);
    int period = other.numbers.length;
    Arrays.setAll(joined.numbers, i -> join.applyAsDouble(numbers[i], other.numbers[i % period]));
    return joined;
  }

  /** Sums over all axes but the last. */
  Values channelSums() {
    int channels = side(shape.numDimensions() - 1);
    Values sums = zeros(Shape.of(channels));
    for (int i = 0; i < numbers.length; i++) {
      sums.numbers[i % channels] += numbers[i];
    }
    return sums;
  }

  Values reshaped(Shape other) {
    return new Values(other, numbers);
  }

  /**
   * The largest difference to what was expected, as a share of the expected peak; infinite where
   * the shapes differ or a number is not finite.
   */
  double error(Values expected) {
    if (!shape.equals(expected.shape)) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    for (int i = 0; i < numbers.length; i++) {
      double difference = Math.abs(numbers[i] - expected.numbers[i]);
      largest =
          Double.isFinite(difference) ? Math.max(largest, difference) : Double.POSITIVE_INFINITY;
    }
    return largest == 0 ? 0 : largest / expected.peak();
  }
}
