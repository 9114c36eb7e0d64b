package io.github.gradcam.image.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.draw.Banner.Corner;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BannerTest {

  private static final List<String> WORDS = List.of("glacier 68 %", "mountain 21 %");

  private static RgbImage even(int width, int height, int grey) {
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    Arrays.fill(pixels, (byte) grey);
    return new RgbImage(width, height, pixels);
  }

  private static RgbImage drawn(Corner corner, int width, int height, int grey, String... lines) {
    RgbImage picture = even(width, height, grey);
    new Banner(corner).draw(picture, List.of(lines));
    return picture;
  }

  private static int grey(RgbImage picture, int x, int y) {
    return picture.pixels()[(y * picture.width() + x) * RgbImage.CHANNELS] & 0xff;
  }

  /** Left, top, right and bottom of what is not as it was, inclusive. */
  private static int[] changed(RgbImage picture, int before) {
    int[] box = {picture.width(), picture.height(), -1, -1};
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        if (grey(picture, x, y) != before) {
          box[0] = Math.min(box[0], x);
          box[1] = Math.min(box[1], y);
          box[2] = Math.max(box[2], x);
          box[3] = Math.max(box[3], y);
        }
      }
    }
    return box;
  }

  @Test
  void lettersAreWhiteAndTheBoxLeavesAThirdOfTheImage() {
    RgbImage picture = drawn(Corner.TOP_LEFT, 320, 180, 255, "glacier 68 %");
    int[] box = changed(picture, 255);
    // 255 * 90 / 256 = 89.6; size 180 / 24 < 12, so 12: the margin is 6
    assertThat(box[0]).isEqualTo(6);
    assertThat(box[1]).isEqualTo(6);
    assertThat(grey(picture, 6, 6)).isEqualTo(89);
    assertThat(IntStream.rangeClosed(box[0], box[2]).map(x -> grey(picture, x, 17)))
        .contains(255)
        .contains(89);
  }

  @Test
  void lettersAreAsWhiteOnBlackAndTheBoxStaysBlack() {
    RgbImage picture = drawn(Corner.TOP_LEFT, 320, 180, 0, "MMM");
    assertThat(grey(picture, 7, 7)).isZero();
    assertThat(IntStream.range(0, 320).map(x -> grey(picture, x, 17)).max()).hasValue(255);
  }

  @ParameterizedTest
  @EnumSource(Corner.class)
  void boxLiesInItsCornerAndTheRestIsUntouched(Corner corner) {
    int[] box = changed(drawn(corner, 1280, 720, 255, "sea 99 %", "forest"), 255);
    // size 720 / 24 = 30: margin 15
    boolean left = corner == Corner.TOP_LEFT || corner == Corner.BOTTOM_LEFT;
    boolean top = corner == Corner.TOP_LEFT || corner == Corner.TOP_RIGHT;
    assertThat(left ? box[0] : 1279 - box[2]).isEqualTo(15);
    assertThat(top ? box[1] : 719 - box[3]).isEqualTo(15);
    assertThat(box[2] - box[0]).isLessThan(320);
    // 15 of padding, 40 of the first line and 26 of the second
    assertThat(box[3] - box[1] + 1).isEqualTo(81);
  }

  @ParameterizedTest
  @CsvSource({"320,180,22", "1280,720,55", "1920,1080,82", "1080,1920,82"})
  void boxOfALineFollowsTheImagesSize(int width, int height, int expected) {
    // 1/2 and 4/3 of a type of 12, 30, 45 and 45
    int[] box = changed(drawn(Corner.TOP_LEFT, width, height, 255, "sea"), 255);
    assertThat(box[3] - box[1] + 1).isEqualTo(expected);
  }

  @Test
  void lineTooLongIsCutWithinTheImage() {
    RgbImage picture = drawn(Corner.TOP_LEFT, 320, 180, 255, "a long story ".repeat(30));
    int[] box = changed(picture, 255);
    assertThat(box[0]).isEqualTo(6);
    assertThat(box[2]).isEqualTo(313);
    for (int y = box[1]; y <= box[3]; y++) {
      for (int x = 308; x <= box[2]; x++) {
        assertThat(grey(picture, x, y)).as("padding at (%d, %d)", x, y).isEqualTo(89);
      }
    }
  }

  @Test
  void wordsRepeatedLookTheSameAlsoAfterManyOthers() {
    Banner banner = new Banner(Corner.TOP_LEFT);
    RgbImage first = even(320, 180, 100);
    banner.draw(first, WORDS);
    for (int i = 0; i < 100; i++) {
      RgbImage again = even(320, 180, 100);
      banner.draw(again, WORDS);
      assertThat(again.pixels()).isEqualTo(first.pixels());
      for (int j = 0; j < (i == 50 ? 100 : 1); j++) {
        banner.draw(again, List.of("other " + i + " " + j));
      }
    }
  }

  @Test
  void bannerServesImagesOfSeveralSizes() {
    Banner banner = new Banner(Corner.TOP_LEFT);
    for (int width : new int[] {320, 640, 320}) {
      RgbImage picture = even(width, width, 255);
      banner.draw(picture, WORDS);
      assertThat(picture.pixels())
          .isEqualTo(
              drawn(Corner.TOP_LEFT, width, width, 255, WORDS.toArray(String[]::new)).pixels());
    }
  }

  @Test
  void noLinesLeaveTheImage() {
    assertThat(drawn(Corner.TOP_LEFT, 40, 40, 200).pixels()).isEqualTo(even(40, 40, 200).pixels());
  }

  @ParameterizedTest
  @CsvSource({"1,1", "3,200", "200,3", "20,20"})
  void smallestImagesHoldWhatTheyCan(int width, int height) {
    for (Corner corner : Corner.values()) {
      assertThatCode(() -> drawn(corner, width, height, 9, "sea", "", "\u68ee\u6797"))
          .doesNotThrowAnyException();
    }
  }
}
