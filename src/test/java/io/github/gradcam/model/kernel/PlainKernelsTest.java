package io.github.gradcam.model.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

/** The loops that kernels are compared with, against sums by hand. */
class PlainKernelsTest {

  /** 1 2 3, 4 5 6, 7 8 9. */
  private static final Values NINE = values(Shape.of(1, 3, 3, 1), 1, 2, 3, 4, 5, 6, 7, 8, 9);

  private static Values values(Shape shape, double... numbers) {
    return new Values(shape, numbers);
  }

  @Test
  void aConvolutionSumsWhatItsKernelCovers() {
    Values kernel = values(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000);
    Values unpadded = new PlainConvolution(1, 1, 1, false).forward(NINE, kernel);
    assertThat(unpadded.shape()).isEqualTo(Shape.of(1, 2, 2, 1));
    assertThat(unpadded.numbers()).containsExactly(5421, 6532, 8754, 9865);
    // one row and one column of zeros, after the image
    Values padded = new PlainConvolution(2, 1, 1, true).forward(NINE, kernel);
    assertThat(padded.numbers()).containsExactly(5421, 603, 87, 9);
  }

  @Test
  void gapsAndGroupsLeaveOut() {
    Values kernel = values(Shape.of(2, 2, 1, 1), 1, 10, 100, 1000);
    assertThat(new PlainConvolution(1, 2, 1, false).forward(NINE, kernel).numbers())
        .containsExactly(9731);
    // two groups of two channels, one map each
    Values place = values(Shape.of(1, 1, 1, 4), 1, 2, 3, 4);
    Values pairs = values(Shape.of(1, 1, 2, 2), 10, 100, 20, 200);
    assertThat(new PlainConvolution(1, 1, 2, true).forward(place, pairs).numbers())
        .containsExactly(50, 1100);
  }

  @Test
  void gradientsGoBackAlongEachProduct() {
    PlainConvolution plain = new PlainConvolution(1, 1, 1, false);
    Values kernel = values(Shape.of(1, 2, 1, 1), 2, 3);
    Values slope = values(Shape.of(1, 3, 2, 1), 1, 0, 0, 10, 0, 0);
    assertThat(plain.inputGradient(NINE.shape(), kernel, slope).numbers())
        .containsExactly(2, 3, 0, 0, 20, 30, 0, 0, 0);
    assertThat(plain.weightGradient(NINE, kernel.shape(), slope).numbers())
        .containsExactly(1 + 50, 2 + 60);
  }

  @Test
  void poolingTakesTheLargestOrTheMeanOfWhatIsInTheImage() {
    Values slope = values(Shape.of(1, 2, 2, 1), 1, 10, 100, 1000);
    PlainPooling largest = new PlainPooling(2, 2, true);
    assertThat(largest.forward(NINE).numbers()).containsExactly(5, 6, 8, 9);
    assertThat(largest.gradient(NINE, slope).numbers())
        .containsExactly(0, 0, 0, 0, 1, 10, 0, 100, 1000);
    PlainPooling mean = new PlainPooling(2, 2, false);
    assertThat(mean.forward(NINE).numbers()).containsExactly(3, 4.5, 7.5, 9);
    assertThat(mean.gradient(NINE, slope).numbers())
        .containsExactly(0.25, 0.25, 5, 0.25, 0.25, 5, 50, 50, 1000);
  }

  @Test
  void theErrorIsAShareOfTheLargestExpectedValue() {
    Values expected = values(Shape.of(2), -4, 1);
    assertThat(values(Shape.of(2), -4, 2).error(expected)).isCloseTo(0.25, within(1e-12));
    assertThat(expected.error(expected)).isZero();
    assertThat(values(Shape.of(2), Double.NaN, 1).error(expected)).isInfinite();
    assertThat(values(Shape.of(1), -4).error(expected)).isInfinite();
  }

  @Test
  void everyPrecisionHoldsTheInputsExactly() {
    for (KernelCase each : KernelCases.all()) {
      for (double number : each.inputs().get(0).numbers()) {
        int bits = Float.floatToIntBits((float) number);
        assertThat((double) Float.intBitsToFloat(bits & 0xffff0000)).isEqualTo(number);
      }
    }
  }
}
