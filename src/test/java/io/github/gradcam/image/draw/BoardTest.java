package io.github.gradcam.image.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardTest {

  private static Board.Cell cell(String words) {
    byte[] pixels = new byte[31 * 21 * RgbImage.CHANNELS];
    Arrays.fill(pixels, (byte) 90);
    return new Board.Cell(new RgbImage(31, 21, pixels), words);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 7, 24})
  void sidesAreEvenAndDoNotDependOnTheWords(int count) {
    RgbImage some = new Board("a", Collections.nCopies(count, cell("sea 1 %"))).draw();
    RgbImage others =
        new Board("epoch 100", Collections.nCopies(count, cell("x".repeat(99)))).draw();
    assertThat(some.width() % 2).isZero();
    assertThat(some.height() % 2).isZero();
    assertThat(others.width()).isEqualTo(some.width());
    assertThat(others.height()).isEqualTo(some.height());
  }

  @Test
  void everyImageIsOnItWhole() {
    RgbImage board = new Board("", Collections.nCopies(7, cell(""))).draw();
    int grey = 0;
    for (int i = 0; i < board.pixels().length; i += RgbImage.CHANNELS) {
      grey += board.pixels()[i] == 90 ? 1 : 0;
    }
    assertThat(grey).isEqualTo(7 * 31 * 21);
  }

  @Test
  void boardOfNothingIsRefused() {
    assertThatThrownBy(() -> new Board("", List.of()))
        .hasMessage("Expected at least one image to draw, found none");
  }
}
