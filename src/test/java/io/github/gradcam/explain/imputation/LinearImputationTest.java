package io.github.gradcam.explain.imputation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.evaluate.DenseImputation;
import io.github.gradcam.evaluate.faithfulness.FlatColour;
import io.github.gradcam.evaluate.faithfulness.PixelOrder;
import io.github.gradcam.image.RgbImage;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinearImputationTest {

  @Test
  void lonePixelIsTheWeightedMeanOfItsNeighbours() {
    byte[] pixels = new byte[27];
    pixels[3] = 60; // above the middle: 1/6
    pixels[0] = 120; // at its corner: 1/12
    pixels[4] = 90; // green
    RgbImage filled =
        LinearImputation.of(new RgbImage(3, 3, pixels), BitSet.valueOf(new long[] {1 << 4}), 0, 1);
    assertThat(filled.pixels()[12]).isEqualTo((byte) 20);
    assertThat(filled.pixels()[13]).isEqualTo((byte) 15);
    assertThat(filled.pixels()[14]).isZero();
  }

  @Test
  void weightsAreRenormalisedAtTheBorder() {
    byte[] pixels = {0, 0, 0, 60, 60, 60, 60, 60, 60, 60, 60, 60};
    RgbImage filled =
        LinearImputation.of(new RgbImage(2, 2, pixels), BitSet.valueOf(new long[] {1}), 0, 1);
    assertThat(filled.pixels()).containsOnly(60);
  }

  @Test
  void holeInARampIsFilledWithTheRamp() {
    RgbImage ramp = ramp();
    BitSet hole = new BitSet();
    for (int row = 10; row < 30; row++) {
      hole.set(row * 40 + 10, row * 40 + 30);
    }
    byte[] filled = LinearImputation.of(ramp, hole, 0, 1).pixels();
    for (int i = 0; i < filled.length; i++) {
      assertThat(filled[i] & 0xff).isCloseTo(ramp.pixels()[i] & 0xff, within(1));
    }
  }

  @ParameterizedTest
  @CsvSource({"13, 9, 0.2", "13, 9, 0.5", "9, 13, 0.8", "16, 16, 0.95", "1, 40, 0.8", "40, 1, 0.5"})
  void solutionIsThatOfADenseSolve(int width, int height, double share) {
    RgbImage photo = noise(width, height);
    BitSet removed = disc(width, height, share);
    double[][] exact = DenseImputation.solve(photo, removed);
    byte[] filled = LinearImputation.of(photo, removed, 0, 1).pixels();
    for (int i = 0; i < filled.length; i++) {
      assertThat((double) (filled[i] & 0xff)).isEqualTo(exact[i % 3][i / 3], within(1.0));
    }
  }

  @Test
  void keptPixelsStayAndNoiseHasItsDeviation() {
    RgbImage grey = FlatColour.GREY.picture(100, 100);
    BitSet removed = new BitSet();
    removed.set(0, 5000);
    byte[] filled = LinearImputation.of(grey, removed, LinearImputation.NOISE, 3).pixels();
    double squares = 0;
    for (int i = 0; i < 15_000; i++) {
      squares += Math.pow((filled[i] & 0xff) - 128, 2);
    }
    assertThat(Math.sqrt(squares / 15_000)).isEqualTo(2.55, within(0.1));
    for (int i = 15_000; i < 30_000; i++) {
      assertThat(filled[i]).isEqualTo((byte) 128);
    }
  }

  @Test
  void nothingRemovedIsTheImage() {
    RgbImage photo = noise(5, 4);
    assertThat(LinearImputation.of(photo, new BitSet(), 2, 1).pixels()).isEqualTo(photo.pixels());
  }

  @Test
  void nothingLeftToFillInFromIsAnError() {
    BitSet all = new BitSet();
    all.set(0, 20);
    assertThatThrownBy(() -> LinearImputation.of(noise(5, 4), all, 0, 1))
        .hasMessage("Expected fewer than 20 pixels below 20 to fill in, found 20 up to 19");
    BitSet outside = new BitSet();
    outside.set(20);
    assertThatThrownBy(() -> LinearImputation.of(noise(5, 4), outside, 0, 1))
        .hasMessageContaining("found 1 up to 20");
  }

  private static RgbImage ramp() {
    byte[] pixels = new byte[40 * 40 * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i / 3 % 40 * 4 + i % 3 * 20);
    }
    return new RgbImage(40, 40, pixels);
  }

  static RgbImage noise(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    new Random(4).nextBytes(pixels);
    return new RgbImage(width, height, pixels);
  }

  /** The pixels nearest to a place off the middle. */
  static BitSet disc(int width, int height, double share) {
    float[] heat = new float[width * height];
    for (int i = 0; i < heat.length; i++) {
      int row = i / width;
      int column = i % width;
      double x = (column + 0.5) / width - 0.3;
      double y = (row + 0.5) / height - 0.6;
      heat[i] = (float) (1 - Math.hypot(x, y) / 2);
    }
    int[] order = PixelOrder.byFallingHeat(heat, 1);
    BitSet removed = new BitSet();
    for (int i = 0; i < share * order.length; i++) {
      removed.set(order[i]);
    }
    return removed;
  }
}
