package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class InDomainDeletionTest {

  private static final int SIZE = 8;

  /** The probability is the mean of the pixels, each worth its patch's number. */
  private static final ClassScorer WORTH =
      (pixels, count, classIndex) -> {
        float[] answers = new float[count];
        for (int image = 0; image < count; image++) {
          for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
            int patch = pixel / SIZE / 2 * 4 + pixel % SIZE / 2;
            int value = pixels[(image * SIZE * SIZE + pixel) * 3] & 0xff;
            answers[image] += value * patch / (255f * 4 * 120);
          }
        }
        return answers;
      };

  private static float[] costs() {
    byte[] white = new byte[SIZE * SIZE * 3];
    Arrays.fill(white, (byte) 255);
    return new InDomainDeletion(WORTH)
        .costs(new RgbImage(SIZE, SIZE, white), new FlatColour(0, 0, 0), 0);
  }

  @Test
  void patchCostsWhatItIsWorth() {
    float[] costs = costs();
    for (int patch = 0; patch < 16; patch++) {
      // without patch k the probability falls by k / 120
      assertThat(costs[patch]).isCloseTo(patch / 120f, within(1e-5f));
    }
  }

  @Test
  void mapInTheOrderOfTheCostsScoresOneAndItsReverseMinusOne() {
    float[] rising = new float[SIZE * SIZE];
    float[] falling = new float[SIZE * SIZE];
    for (int pixel = 0; pixel < rising.length; pixel++) {
      int patch = pixel / SIZE / 2 * 4 + pixel % SIZE / 2;
      rising[pixel] = patch * patch;
      falling[pixel] = 1f / (1 + patch);
    }
    assertThat(InDomainDeletion.score(rising, SIZE, costs())).isEqualTo(1, within(1e-12));
    assertThat(InDomainDeletion.score(falling, SIZE, costs())).isEqualTo(-1, within(1e-12));
    assertThat(InDomainDeletion.score(new float[SIZE * SIZE], SIZE, costs())).isZero();
    assertThat(InDomainDeletion.score(rising, SIZE, new float[16])).isNaN();
  }
}
