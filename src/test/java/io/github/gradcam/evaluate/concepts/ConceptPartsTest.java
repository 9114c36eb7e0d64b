package io.github.gradcam.evaluate.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ConceptPartsTest {

  private static final MadeUpActivations MADE = MadeUpActivations.of();
  private static final int WIDTH = MadeUpActivations.WIDTH;

  @Test
  void asManyPartsAreFoundAsTheActivationsAreMadeOf() {
    ConceptParts found = ConceptParts.upTo(MADE.values(), WIDTH, 10, 1);
    assertThat(found.count()).isEqualTo(MadeUpActivations.PARTS);
    for (double[] part : MADE.parts()) {
      assertThat(closest(part, found)).isGreaterThan(0.95);
    }
  }

  /** The largest cosine of a part with one of those found. */
  private static double closest(double[] part, ConceptParts found) {
    double best = 0;
    for (int k = 0; k < found.count(); k++) {
      double product = 0;
      double squares = 0;
      for (int d = 0; d < WIDTH; d++) {
        product += part[d] * found.parts()[k * WIDTH + d];
        squares += part[d] * part[d];
      }
      best = Math.max(best, product / Math.sqrt(squares));
    }
    return best;
  }

  @Test
  void noiseIsOnePart() {
    Random random = new Random(1);
    float[] noise = new float[800 * 64];
    for (int i = 0; i < noise.length; i++) {
      noise[i] = random.nextFloat();
    }
    assertThat(ConceptParts.upTo(noise, 64, 10, 1).count()).isEqualTo(1);
  }

  @Test
  void partsHaveUnitLengthAndComeByWhatTheyExplain() {
    ConceptParts found = ConceptParts.of(MADE.values(), WIDTH, 4, 1);
    double before = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 4; k++) {
      double length = 0;
      for (int d = 0; d < WIDTH; d++) {
        length += Math.pow(found.parts()[k * WIDTH + d], 2);
      }
      assertThat(length).isEqualTo(1, within(1e-5));
      double size = 0;
      for (int row = 0; row < MadeUpActivations.ROWS; row++) {
        size += Math.pow(found.amounts()[row * 4 + k], 2);
      }
      assertThat(size).isLessThanOrEqualTo(before);
      before = size;
    }
    for (float value : found.parts()) {
      assertThat(value).isNotNegative();
    }
    for (float value : found.amounts()) {
      assertThat(value).isNotNegative();
    }
  }

  @Test
  void aSumOfTwoPartsIsExplainedWhollyByHand() {
    // Rows are 1 a, 2 b and a + b, with a = (3, 4, 0) and b = (0, 0, 2).
    float[] x = {3, 4, 0, 0, 0, 4, 3, 4, 2};
    ConceptParts found = ConceptParts.upTo(x, 3, 10, 1);
    assertThat(found.count()).isEqualTo(2);
    assertThat(found.unexplained()).isLessThan(1e-6);
    assertThat(found.parts()).containsExactly(new float[] {0.6f, 0.8f, 0, 0, 0, 1}, within(2e-3f));
    assertThat(found.amounts()).containsExactly(new float[] {5, 0, 0, 4, 5, 2}, within(1e-2f));
    assertThat(found.amountsOf(new float[] {0.6f, 0.8f, 7}))
        .containsExactly(new float[] {1, 7}, within(2e-2f));
  }

  @Test
  void onlyTheSeedDecides() {
    assertThat(ConceptParts.of(MADE.values(), WIDTH, 3, 7).parts())
        .isEqualTo(ConceptParts.of(MADE.values(), WIDTH, 3, 7).parts());
  }

  @Test
  void zerosAreExplainedByParts() {
    ConceptParts found = ConceptParts.upTo(new float[12], 4, 3, 1);
    assertThat(found.unexplained()).isZero();
    assertThat(found.amounts()).containsOnly(0);
    assertThat(found.amountsOf(new float[] {1, 2, 3, 4})).containsOnly(0);
  }

  @Test
  void aSingleRowIsItsOwnPart() {
    ConceptParts found = ConceptParts.upTo(new float[] {0, 3, 4}, 3, 10, 1);
    assertThat(found.count()).isEqualTo(1);
    assertThat(found.parts()).containsExactly(new float[] {0, 0.6f, 0.8f}, within(1e-5f));
    assertThat(found.amounts()).containsExactly(new float[] {5}, within(1e-5f));
  }

  @Test
  void whatIsNegativeOrNoNumberIsRefused() {
    assertThatThrownBy(() -> ConceptParts.of(new float[] {1, -0.5f}, 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found -0.5");
    assertThatThrownBy(() -> ConceptParts.of(new float[] {1, Float.NaN}, 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ConceptParts.of(new float[] {1, 2}, 2, 2, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 2");
    assertThatThrownBy(() -> ConceptParts.of(new float[] {1, 2, 3}, 2, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
