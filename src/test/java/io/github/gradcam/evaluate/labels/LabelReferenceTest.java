package io.github.gradcam.evaluate.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.explain.Npy;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares with the formulas in NumPy, as {@code src/test/python/labels.py} ran them. */
class LabelReferenceTest {

  private static final int IMAGES = 500;
  private static final int CLASSES = 5;

  private static final Map<String, float[]> NUMPY =
      Npy.archive(Path.of("src/test/resources/labels/numpy.npz"));

  /** As the script makes them. */
  private static LabelCheck found(LabelPruning pruning) {
    Random random = new Random(4);
    float[] probabilities = new float[IMAGES * CLASSES];
    int[] given = new int[IMAGES];
    for (int image = 0; image < IMAGES; image++) {
      int truth = (int) ((double) random.nextFloat() * random.nextFloat() * CLASSES);
      double[] scores = new double[CLASSES];
      for (int label = 0; label < CLASSES; label++) {
        scores[label] = random.nextFloat();
      }
      scores[truth] += 2.0 * random.nextFloat();
      double sum = 0;
      for (double score : scores) {
        sum += score;
      }
      for (int label = 0; label < CLASSES; label++) {
        probabilities[image * CLASSES + label] = (float) (scores[label] / sum);
      }
      boolean wrong = random.nextFloat() < 1.0 / 6;
      given[image] =
          wrong
              ? (truth + 1 + (int) ((double) random.nextFloat() * (CLASSES - 1))) % CLASSES
              : truth;
    }
    return LabelCheck.of(probabilities, CLASSES, given, pruning);
  }

  @Test
  void thresholdsAndCountsAreThoseOfNumpy() {
    LabelCheck found = found(LabelPruning.BOTH);
    for (int label = 0; label < CLASSES; label++) {
      assertThat(found.thresholds()[label]).isEqualTo(NUMPY.get("thresholds")[label], within(1e-6));
      for (int truth = 0; truth < CLASSES; truth++) {
        assertThat(found.counts()[label][truth])
            .isEqualTo(NUMPY.get("counts")[label * CLASSES + truth], within(1e-4));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void suspectsAreThoseOfNumpyInTheirOrder(LabelPruning pruning) {
    float[] expected = NUMPY.get(pruning.name());
    float[] found = new float[expected.length];
    var suspects = found(pruning).suspects();
    assertThat(suspects).hasSameSizeAs(expected);
    for (int i = 0; i < found.length; i++) {
      found[i] = suspects.get(i).image();
    }
    assertThat(found).isEqualTo(expected);
  }
}
