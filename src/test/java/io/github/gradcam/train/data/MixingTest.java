package io.github.gradcam.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.train.Targets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Flat images of 8 x 8: the first of value 0, the next of value 50, 100, 150. */
class MixingTest {

  private static final int SIZE = 8;
  private static final int PICTURE = SIZE * SIZE * 3;
  private static final Mixing CUT_MIX = new Mixing(1, 0);
  private static final Mixing MIX_UP = new Mixing(0, 1);

  private static Batch batch(int count) {
    byte[] pixels = new byte[count * PICTURE];
    for (int i = 0; i < count; i++) {
      Arrays.fill(pixels, i * PICTURE, (i + 1) * PICTURE, (byte) (50 * i));
    }
    return new Batch(pixels, new int[count], List.of(), count);
  }

  private static float[][] oneHot(int count) {
    float[][] targets = new float[count][count];
    for (int i = 0; i < count; i++) {
      targets[i][i] = 1;
    }
    return targets;
  }

  @Test
  void cutMixTargetsAreTheSharesOfThePixels() {
    for (int seed = 0; seed < 100; seed++) {
      Batch batch = batch(4);
      float[][] targets = oneHot(4);
      CUT_MIX.apply(batch, SIZE, targets, seed, 0, 0);
      for (int i = 0; i < 4; i++) {
        for (int origin = 0; origin < 4; origin++) {
          assertThat(targets[i][origin])
              .isCloseTo(shareOf(batch.values(), i, 50 * origin), within(1e-6f));
        }
      }
    }
  }

  private static float shareOf(byte[] pixels, int picture, int value) {
    int count = 0;
    for (int i = picture * PICTURE; i < (picture + 1) * PICTURE; i++) {
      count += (pixels[i] & 0xff) == value ? 1 : 0;
    }
    return (float) count / PICTURE;
  }

  @Test
  void mixUpBlendsPixelsInProportionToTheTargets() {
    for (int seed = 0; seed < 100; seed++) {
      Batch batch = batch(4);
      float[][] targets = oneHot(4);
      MIX_UP.apply(batch, SIZE, targets, seed, 0, 0);
      for (int i = 0; i < 4; i++) {
        float expected = 50 * targets[i][1] + 100 * targets[i][2] + 150 * targets[i][3];
        for (int p = i * PICTURE; p < (i + 1) * PICTURE; p++) {
          assertThat(batch.values()[p] & 0xff).isCloseTo(Math.round(expected), within(1));
        }
      }
    }
  }

  @Test
  void rowsOfTargetsStillAddToOne() {
    for (Mixing mixing : List.of(CUT_MIX, MIX_UP, new Mixing(0.4, 0.4))) {
      for (int seed = 0; seed < 50; seed++) {
        float[][] targets = Targets.of(new int[] {0, 1, 2, 1}, 3, 0.1f);
        mixing.apply(batch(4), SIZE, targets, seed, 3, 4);
        for (float[] row : targets) {
          assertThat(row[0] + row[1] + row[2]).isCloseTo(1, within(1e-5f));
        }
      }
    }
  }

  @Test
  void sharesDecideHowManyBatchesChange() {
    int cut = 0;
    int changed = 0;
    for (int step = 0; step < 400; step++) {
      Batch batch = batch(2);
      new Mixing(0.25, 0.25).apply(batch, SIZE, oneHot(2), 1, 0, step);
      boolean onlyWholeValues = shareOf(batch.values(), 0, 0) + shareOf(batch.values(), 0, 50) == 1;
      boolean same = Arrays.equals(batch.values(), batch(2).values());
      changed += same ? 0 : 1;
      cut += !same && onlyWholeValues ? 1 : 0;
    }
    assertThat(changed).isBetween(150, 250);
    assertThat(cut).isBetween(60, 140);
  }

  @Test
  void sameSeedAndPlaceMixAlike() {
    Batch first = batch(4);
    Batch second = batch(4);
    Batch elsewhere = batch(4);
    CUT_MIX.apply(first, SIZE, oneHot(4), 1, 2, 3);
    CUT_MIX.apply(second, SIZE, oneHot(4), 1, 2, 3);
    CUT_MIX.apply(elsewhere, SIZE, oneHot(4), 1, 2, 4);
    assertThat(second.values()).isEqualTo(first.values());
    assertThat(elsewhere.values()).isNotEqualTo(first.values());
  }

  @Test
  void nothingChangesWithoutMixingOrPartner() {
    Batch batch = batch(4);
    float[][] targets = oneHot(4);
    Mixing.NONE.apply(batch, SIZE, targets, 1, 0, 0);
    assertThat(batch.values()).isEqualTo(batch(4).values());
    assertThat(targets).isDeepEqualTo(oneHot(4));
    Batch single = batch(1);
    CUT_MIX.apply(single, SIZE, oneHot(1), 1, 0, 0);
    assertThat(single.values()).isEqualTo(batch(1).values());
  }

  @Test
  void sharesOfMoreThanAllAreRefused() {
    assertThatThrownBy(() -> new Mixing(0.6, 0.5))
        .hasMessage("Expected shares of CutMix and mixup of 0 to 1 in all, found 0.6 and 0.5");
    assertThatThrownBy(() -> new Mixing(-0.1, 0)).hasMessageContaining("found -0.1");
    assertThatThrownBy(() -> new Mixing(Double.NaN, 0)).hasMessageContaining("NaN");
  }
}
