package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GroupWordsTest {

  private static byte[] grid(int top, int left, int height, int width) {
    byte[] grid = new byte[256];
    for (int y = top; y < top + height; y++) {
      Arrays.fill(grid, y * 16 + left, y * 16 + left + width, (byte) 200);
    }
    return grid;
  }

  @Test
  void heatIsSaidToBeWhereItIs() {
    assertThat(GroupWords.of(grid(14, 0, 2, 16))).isEqualTo("heat at the lower border");
    assertThat(GroupWords.of(grid(0, 0, 16, 2))).isEqualTo("heat at the left border");
    assertThat(GroupWords.of(grid(13, 0, 3, 3))).isEqualTo("heat at the lower left corner");
    assertThat(GroupWords.of(grid(6, 6, 4, 4))).isEqualTo("one spot in the middle");
    assertThat(GroupWords.of(grid(3, 10, 3, 3))).isEqualTo("one spot at the upper right");
    assertThat(GroupWords.of(grid(8, 3, 6, 10))).isEqualTo("heat at the lower part");
    assertThat(GroupWords.of(grid(0, 0, 16, 16))).isEqualTo("heat everywhere");
    assertThat(GroupWords.of(new byte[256])).isEqualTo("no heat");
  }

  @Test
  void faintHeatElsewhereDoesNotMoveTheHottestPlace() {
    byte[] grid = new byte[256];
    Arrays.fill(grid, (byte) 60); // less than half of the maximum, and more in sum than the spot
    for (int y = 6; y < 10; y++) {
      Arrays.fill(grid, y * 16 + 2, y * 16 + 5, (byte) 220);
    }
    assertThat(GroupWords.of(grid)).isEqualTo("one spot at the left");
  }

  @Test
  void twoPlacesOnEitherSideAreNotTheMiddle() {
    byte[] grid = grid(4, 1, 8, 3);
    for (int y = 4; y < 12; y++) {
      Arrays.fill(grid, y * 16 + 12, y * 16 + 15, (byte) 200);
    }
    assertThat(GroupWords.of(grid)).isEqualTo("heat in several places");
  }

  @Test
  void meanOfMapsThatAreHotInDifferentPlacesHasNoPlace() {
    byte[] grid = new byte[256];
    for (int i = 0; i < 256; i++) {
      grid[i] = (byte) (i % 3 == 0 ? 24 : 40);
    }
    grid[100] = 60; // the hottest cell is 1.7 times the mean of 35
    grid[20] = 60;
    assertThat(GroupWords.of(grid)).isEqualTo("heat in no one place");
  }
}
