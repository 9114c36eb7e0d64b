package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.codec.ImageFilesTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class QuarterTurnTest {

  /** One row: red, green, blue. */
  private static final RgbImage ROW =
      new RgbImage(3, 1, ImageFilesTest.bytes(255, 0, 0, 0, 255, 0, 0, 0, 255));

  private static void assertRedGreenBlue(RgbImage image, int[] x, int[] y) {
    ImageFilesTest.assertPixel(image, x[0], y[0], 255, 0, 0, 0);
    ImageFilesTest.assertPixel(image, x[1], y[1], 0, 255, 0, 0);
    ImageFilesTest.assertPixel(image, x[2], y[2], 0, 0, 255, 0);
  }

  @Test
  void clockwiseTurnPutsTheLeftEndOnTop() {
    RgbImage turned = QuarterTurn.RIGHT.apply(ROW);
    assertThat(turned.width()).isEqualTo(1);
    assertThat(turned.height()).isEqualTo(3);
    assertRedGreenBlue(turned, new int[] {0, 0, 0}, new int[] {0, 1, 2});
  }

  @Test
  void clockwiseTurnPutsTheTopRowAtTheRight() {
    // 1 2 / 3 4 becomes 3 1 / 4 2
    RgbImage square = new RgbImage(2, 2, ImageFilesTest.bytes(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4));
    assertThat(QuarterTurn.RIGHT.apply(square).pixels())
        .isEqualTo(ImageFilesTest.bytes(3, 3, 3, 1, 1, 1, 4, 4, 4, 2, 2, 2));
  }

  @Test
  void counterClockwiseTurnPutsTheLeftEndAtTheBottom() {
    RgbImage turned = QuarterTurn.LEFT.apply(ROW);
    assertThat(turned.height()).isEqualTo(3);
    assertRedGreenBlue(turned, new int[] {0, 0, 0}, new int[] {2, 1, 0});
  }

  @Test
  void halfTurnSwapsTheEnds() {
    RgbImage turned = QuarterTurn.HALF.apply(ROW);
    assertThat(turned.width()).isEqualTo(3);
    assertRedGreenBlue(turned, new int[] {2, 1, 0}, new int[] {0, 0, 0});
  }

  @Test
  void noTurnGivesTheSameImage() {
    assertThat(QuarterTurn.NONE.apply(ROW)).isSameAs(ROW);
  }

  @ParameterizedTest
  @EnumSource(QuarterTurn.class)
  void turnBackRestoresTheImage(QuarterTurn turn) {
    RgbImage turned = turn.apply(ROW);
    assertThat(turned.width() == ROW.height()).isEqualTo(turn.swapsSides());
    assertThat(turn.back().apply(turned).pixels()).isEqualTo(ROW.pixels());
  }

  @ParameterizedTest
  @CsvSource({
    "0,NONE",
    "90,RIGHT",
    "180,HALF",
    "270,LEFT",
    "-90,LEFT",
    "360,NONE",
    "-450,LEFT",
    "89.2,RIGHT",
    "-0.5,NONE",
    "134.9,RIGHT",
    "-36180,HALF"
  })
  void degreesOfAnySignAndSizeAreTheNearestTurn(double degrees, QuarterTurn turn) {
    assertThat(QuarterTurn.clockwise(degrees)).isEqualTo(turn);
  }

  @Test
  void degreesAreThoseOfTheTurn() {
    assertThat(QuarterTurn.LEFT.degrees()).isEqualTo(270);
  }
}
