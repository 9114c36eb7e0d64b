package io.github.gradcam.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

class PrincipalComponentTest {

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian() + 0.3f;
    }
    return values;
  }

  private static float[] centred(float[] matrix, int columns) {
    int rows = matrix.length / columns;
    float[] centred = matrix.clone();
    for (int k = 0; k < columns; k++) {
      double mean = 0;
      for (int i = 0; i < rows; i++) {
        mean += matrix[i * columns + k] / (double) rows;
      }
      for (int i = 0; i < rows; i++) {
        centred[i * columns + k] -= (float) mean;
      }
    }
    return centred;
  }

  private static double norm(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += (double) value * value;
    }
    return Math.sqrt(sum);
  }

  private static float[] principal(float[] matrix, int height, int width) {
    Shape shape = Shape.of(height, width, matrix.length / (height * width));
    return FormulaRun.reduced(Reduction.PRINCIPAL_COMPONENT, matrix, shape);
  }

  @ParameterizedTest
  @CsvSource({"7,9,16", "13,13,8", "2,2,40", "4,4,200", "6,6,36", "1,5,5", "3,1,1", "1,1,7"})
  void scoresAreThoseOfASingularValueDecomposition(int height, int width, int channels) {
    for (long seed = 0; seed < 5; seed++) {
      float[] matrix = random(height * width * channels, seed);
      Shape shape = Shape.of(height, width, channels);
      JacobiSvd uncentred = new JacobiSvd(matrix, height * width, channels);
      JacobiSvd centred = new JacobiSvd(centred(matrix, channels), height * width, channels);
      assertEqualUpToSign(
          FormulaRun.reduced(Reduction.PRINCIPAL_COMPONENT, matrix, shape), uncentred);
      assertEqualUpToSign(
          FormulaRun.reduced(Reduction.CENTRED_PRINCIPAL_COMPONENT, matrix, shape), centred);
    }
  }

  private static void assertEqualUpToSign(float[] scores, JacobiSvd reference) {
    double agreement = 0;
    for (int i = 0; i < scores.length; i++) {
      agreement += scores[i] * reference.scores()[i];
    }
    float[] expected = new float[scores.length];
    for (int i = 0; i < scores.length; i++) {
      expected[i] = (float) (Math.signum(agreement) * reference.scores()[i]);
    }
    assertThat(scores)
        .containsExactly(expected, within((float) (2e-5 * reference.largest()) + 1e-6f));
  }

  @Test
  void nearlyEqualSingularValuesGiveAMapBetweenBoth() {
    // columns 1 and 0.9999 long and orthogonal: any unit vector gives a length between the two
    float[] scores = principal(new float[] {1, 0, 0, 0.9999f, 0, 0, 0, 0}, 2, 2);
    assertThat(norm(scores)).isBetween(0.9999 - 1e-5, 1 + 1e-5);
  }

  @Test
  void equalSingularValuesGiveAMapOfTheirLength() {
    float[] identity = new float[16];
    for (int i = 0; i < 4; i++) {
      identity[5 * i] = 1;
    }
    assertThat(norm(principal(identity, 2, 2))).isCloseTo(1, within(1e-5));
  }

  @ParameterizedTest
  @EnumSource(
      value = Reduction.class,
      names = {"PRINCIPAL_COMPONENT", "CENTRED_PRINCIPAL_COMPONENT"})
  void zerosStayZeros(Reduction reduction) {
    assertThat(FormulaRun.reduced(reduction, new float[32], Shape.of(2, 2, 8))).containsOnly(0);
    assertThat(FormulaRun.reduced(reduction, new float[32], Shape.of(4, 4, 2))).containsOnly(0);
  }

  @Test
  void constantFeaturesHaveNoCentredComponent() {
    float[] constant = new float[63 * 2];
    for (int i = 0; i < constant.length; i++) {
      constant[i] = i % 2 == 0 ? 0.1f : 0.7f; // 63 of which do not add up to 63 times their value
    }
    assertThat(
            FormulaRun.reduced(Reduction.CENTRED_PRINCIPAL_COMPONENT, constant, Shape.of(7, 9, 2)))
        .containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"1e-25", "1e-12", "1e12", "1e25"})
  void mapGrowsWithItsNumbers(float factor) {
    float[] matrix = random(63 * 16, 9);
    float[] scaled = matrix.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    float[] expected = principal(matrix, 7, 9);
    float[] scores = principal(scaled, 7, 9);
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= factor;
    }
    assertThat(scores).containsExactly(expected, within(1e-3f));
  }
}
