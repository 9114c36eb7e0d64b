package io.github.gradcam.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.Warp;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AugmentationTest {

  /** Two pixels, side by side. */
  private static final RgbImage PAIR = new RgbImage(2, 1, new byte[] {10, 20, 30, 40, 50, 60});

  private static final byte[] MIRRORED = {40, 50, 60, 10, 20, 30};

  private static Warp draw(Augmentation augmentation, long seed) {
    return augmentation.sample(new SplittableRandom(seed), 2, 1, 2, 1);
  }

  @Test
  void nothingRandomIsTheIdentity() {
    assertSame(draw(Augmentation.NONE, 1), new Warp(1, 0, 0, 0, 1, 0, 1, 0));
    assertThat(draw(Augmentation.NONE, 1).apply(PAIR, 2, 1).pixels()).isEqualTo(PAIR.pixels());
  }

  @Test
  void halvingMapsEachPixelToTheMiddleOfTwo() {
    // pixel centres lie at half numbers: output 0 is at input 0.5
    Warp warp = Augmentation.NONE.sample(new SplittableRandom(1), 8, 4, 4, 2);
    assertSame(warp, new Warp(2, 0, 0.5, 0, 2, 0.5, 1, 0));
  }

  /** Compares numbers, so that -0 is 0. */
  private static void assertSame(Warp warp, Warp expected) {
    assertThat(warp)
        .usingRecursiveComparison()
        .withComparatorForType((a, b) -> a - b == 0 ? 0 : 1, Double.class)
        .isEqualTo(expected);
  }

  @Test
  void flipMirrorsAboutHalfOfTheImages() {
    Augmentation flip = new Augmentation(true, 1, 0, 0, 0, 0);
    int mirrored = 0;
    for (int seed = 0; seed < 200; seed++) {
      byte[] pixels = draw(flip, seed).apply(PAIR, 2, 1).pixels();
      assertThat(pixels).isIn(PAIR.pixels(), MIRRORED);
      mirrored += pixels[0] == 40 ? 1 : 0;
    }
    assertThat(mirrored).isBetween(70, 130);
  }

  @Test
  void shiftStaysInItsRange() {
    Augmentation shift = new Augmentation(false, 1, 0.25, 0, 0, 0);
    for (int seed = 0; seed < 100; seed++) {
      Warp warp = shift.sample(new SplittableRandom(seed), 100, 40, 100, 40);
      assertThat(warp.m02()).isBetween(-25.0, 25.0);
      assertThat(warp.m12()).isBetween(-10.0, 10.0);
      assertThat(warp.m00()).isEqualTo(1);
    }
  }

  @Test
  void rotationTurnsAboutTheCentre() {
    Augmentation turn = new Augmentation(false, 1, 0, 30, 0, 0);
    for (int seed = 0; seed < 100; seed++) {
      Warp warp = turn.sample(new SplittableRandom(seed), 11, 11, 11, 11);
      assertThat(warp.m00()).isBetween(Math.cos(Math.toRadians(30)), 1.0);
      assertThat(5 * warp.m00() + 5 * warp.m01() + warp.m02()).isCloseTo(5, within(1e-9));
      assertThat(5 * warp.m10() + 5 * warp.m11() + warp.m12()).isCloseTo(5, within(1e-9));
    }
  }

  @Test
  void contrastLeavesMidGreyAndBrightnessMovesIt() {
    for (int seed = 0; seed < 100; seed++) {
      Warp contrast = draw(new Augmentation(false, 1, 0, 0, 0, 0.5), seed);
      assertThat(contrast.gain()).isBetween(0.5f, 1.5f);
      assertThat(127.5f * contrast.gain() + contrast.bias()).isCloseTo(127.5f, within(1e-3f));
      Warp brightness = draw(new Augmentation(false, 1, 0, 0, 0.2, 0), seed);
      assertThat(brightness.gain()).isEqualTo(1);
      assertThat(brightness.bias()).isBetween(-51f, 51f);
    }
  }

  @Test
  void cropStaysInsideAndKeepsTheSmallestArea() {
    for (int seed = 0; seed < 500; seed++) {
      Crop crop = Crop.sample(new SplittableRandom(seed), 0.25);
      assertThat(crop.width() * crop.height()).isBetween(0.25 - 1e-9, 1.0);
      assertThat(crop.width() / crop.height()).isBetween(0.75 - 1e-9, 4 / 3.0 + 1e-9);
      assertThat(crop.left()).isBetween(0.0, 1 - crop.width());
      assertThat(crop.top()).isBetween(0.0, 1 - crop.height());
    }
    assertThat(Crop.sample(new SplittableRandom(1), 1)).isEqualTo(Crop.WHOLE);
  }

  @Test
  void sameSeedDrawsTheSameWarp() {
    Augmentation all = new Augmentation(true, 0.5, 0.1, 10, 0.1, 0.1);
    Set<Warp> drawn = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      assertThat(draw(all, seed)).isEqualTo(draw(all, seed));
      drawn.add(draw(all, seed));
    }
    assertThat(drawn).hasSize(20);
  }

  @Test
  void valuesOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> new Augmentation(false, 0, 0, 0, 0, 0))
        .hasMessage("Expected a smallest crop above 0 and at most 1, found 0.0");
    assertThatThrownBy(() -> new Augmentation(false, 1, 1.5, 0, 0, 0))
        .hasMessage("Expected a largest shift of 0 to 1.0, found 1.5");
    assertThatThrownBy(() -> new Augmentation(false, 1, 0, 181, 0, 0))
        .hasMessageContaining("rotation of 0 to 180.0, found 181.0");
    assertThatThrownBy(() -> new Augmentation(false, 1, 0, 0, -1, 0))
        .hasMessageContaining("brightness");
    assertThatThrownBy(() -> new Augmentation(false, 1, 0, 0, 0, Double.NaN))
        .hasMessageContaining("contrast");
  }
}
