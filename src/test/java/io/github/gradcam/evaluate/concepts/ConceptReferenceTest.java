package io.github.gradcam.evaluate.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Npy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compares with scikit-learn and SciPy, as {@code src/test/python/concepts.py} ran them. */
class ConceptReferenceTest {

  private static final Map<String, float[]> SKLEARN =
      Npy.archive(Path.of("src/test/resources/concepts/sklearn.npz"));

  private static final MadeUpActivations MADE = MadeUpActivations.of();
  private static final int WIDTH = MadeUpActivations.WIDTH;

  @Test
  void errorsAreWithinOnePercentOfScikitLearns() {
    float[] unexplained = SKLEARN.get("unexplained");
    for (int count = 1; count <= unexplained.length; count++) {
      ConceptParts found = ConceptParts.of(MADE.values(), WIDTH, count, 1);
      assertThat(found.unexplained() / unexplained[count - 1])
          .as("%d parts", count)
          .isBetween(0.98, 1.01);
    }
  }

  @Test
  void theErrorToldIsThatOfTheProduct() {
    ConceptParts found = ConceptParts.of(MADE.values(), WIDTH, 4, 1);
    double rest = 0;
    double squares = 0;
    for (int i = 0; i < MADE.values().length; i++) {
      double value = MADE.values()[i];
      squares += value * value;
      for (int k = 0; k < 4; k++) {
        value -= (double) found.amounts()[i / WIDTH * 4 + k] * found.parts()[k * WIDTH + i % WIDTH];
      }
      rest += value * value;
    }
    assertThat(found.unexplained()).isEqualTo(rest / squares, within(1e-6));
  }

  @Test
  void amountsOfFixedPartsAreThoseOfNonNegativeLeastSquares() {
    float[] expected = SKLEARN.get("amounts");
    int rows = expected.length / MadeUpActivations.PARTS;
    ConceptParts parts = new ConceptParts(MADE.joinedParts(), WIDTH, new float[0], 0, 0);
    assertThat(parts.amountsOf(Arrays.copyOf(MADE.values(), rows * WIDTH)))
        .containsExactly(expected, within(1e-4f));
  }
}
