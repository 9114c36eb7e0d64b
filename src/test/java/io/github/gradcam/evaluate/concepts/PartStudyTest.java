package io.github.gradcam.evaluate.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Images of four places and three feature maps, of which the first two never are at one place: two
 * parts. The logits are weighted sums.
 */
class PartStudyTest {

  private static final int CHANNELS = 3;
  private static final float[][] WEIGHTS = {{1, 0}, {4, 1}, {0, 0}};

  /** 2 of the first part at place 1 and 1 at place 3; 5 of the second at place 0. */
  private static final float[] FIRST = {0, 5, 0, 2, 0, 0, 0, 0, 0, 1, 0, 0};

  /** 3 of the first part at place 0; 1 of the second at place 2. */
  private static final float[] SECOND = {3, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0};

  private final List<float[][]> asked = new ArrayList<>();

  private float[][] logits(float[][] activations) {
    asked.add(activations);
    float[][] logits = new float[activations.length][2];
    for (int image = 0; image < logits.length; image++) {
      for (int i = 0; i < activations[image].length; i++) {
        for (int c = 0; c < 2; c++) {
          logits[image][c] += activations[image][i] * WEIGHTS[i % CHANNELS][c];
        }
      }
    }
    return logits;
  }

  private List<ClassPart> parts(float[]... activations) {
    return new PartStudy(activations, CHANNELS, 0, this::logits, 1).parts();
  }

  @Test
  void eachPartIsTakenAwayAndTheFallOfTheLogitIsItsImportance() {
    List<ClassPart> parts = parts(FIRST, SECOND);
    assertThat(parts).hasSize(2);
    ClassPart second = parts.get(0);
    assertThat(second.direction()).containsExactly(new float[] {0, 1, 0}, within(1e-3f));
    // 4 x 5 and 4 x 1 of the class's logit
    assertThat(second.drop().mean()).isEqualTo(12, within(1e-2));
    assertThat(second.peaks()).containsExactly(new float[] {5, 1}, within(1e-2f));
    assertThat(second.places()).containsExactly(0, 2);
    ClassPart first = parts.get(1);
    assertThat(first.direction()).containsExactly(new float[] {1, 0, 0}, within(1e-3f));
    // 1 x 3 of either
    assertThat(first.drop().mean()).isEqualTo(3, within(1e-2));
    assertThat(first.places()).containsExactly(1, 0);
    assertThat(first.lost().mean()).isEqualTo(0);
  }

  /** The network is asked once for the images as they are, and once for each part. */
  @Test
  void passesAreOneAndOneForEachPart() {
    parts(FIRST, SECOND);
    assertThat(asked).hasSize(3);
    assertThat(asked.get(0)).isDeepEqualTo(new float[][] {FIRST, SECOND});
  }

  @Test
  void answersThatChangeAreCounted() {
    // Without its only part, both logits are 0 and -1: the second class has the larger.
    List<ClassPart> parts =
        new PartStudy(
                new float[][] {{2, 0, 0}, {1, 0, 0}, {0, 0, 0}},
                CHANNELS,
                0,
                all -> {
                  float[][] logits = logits(all);
                  for (float[] each : logits) {
                    each[0] -= 1.5f;
                    each[1] -= 1;
                  }
                  return logits;
                },
                1)
            .parts();
    assertThat(parts).hasSize(1);
    assertThat(parts.get(0).drop().mean()).isEqualTo(1, within(1e-3));
    assertThat(parts.get(0).lost().mean()).isEqualTo(1);
  }

  @Test
  void whatIsNegativeStaysAndNothingBecomesSo() {
    parts(new float[] {-1, 4, -0.5f}, new float[] {-2, 3, 0});
    float[][] without = asked.get(1);
    assertThat(without[0]).containsExactly(new float[] {-1, 0, -0.5f}, within(1e-3f));
    assertThat(without[1]).containsExactly(new float[] {-2, 0, 0}, within(1e-3f));
    assertThat(without[0][1]).isNotNegative();
  }

  @Test
  void withoutActivationsThereAreNoParts() {
    assertThat(parts(new float[6], new float[6])).isEmpty();
  }

  /** 3,000 places, of which 2,048 are drawn: the parts are the same. */
  @Test
  void ofManyPlacesADrawIsEnough() {
    Random random = new Random(4);
    float[][] activations = new float[30][100 * CHANNELS];
    for (float[] image : activations) {
      for (int place = 0; place < 100; place++) {
        image[place * CHANNELS + random.nextInt(2)] = 1 + random.nextInt(3);
      }
    }
    List<ClassPart> parts = parts(activations);
    assertThat(parts).hasSize(2);
    assertThat(parts.get(0).direction()).containsExactly(new float[] {0, 1, 0}, within(1e-3f));
    double amount = 0;
    for (float[] image : activations) {
      for (int place = 0; place < 100; place++) {
        amount += image[place * CHANNELS + 1];
      }
    }
    assertThat(parts.get(0).drop().mean()).isEqualTo(4 * amount / 30, within(0.1));
  }
}
