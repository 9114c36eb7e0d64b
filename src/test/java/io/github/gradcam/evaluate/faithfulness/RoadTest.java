package io.github.gradcam.evaluate.faithfulness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.RgbImage;
import org.junit.jupiter.api.Test;

class RoadTest {

  private static final int WIDTH = 20;
  private static final int HEIGHT = 10;

  private final RedShare network = new RedShare(WIDTH, HEIGHT);
  private final RgbImage photo = RedShare.picture(WIDTH, HEIGHT, 10);

  @Test
  void perfectOrderLosesTheEvidenceFirstAndReverseOrderLast() {
    double perfect = Road.of(photo, byColumn(false), 0, network, 1);
    // Hottest 20 and 40 % removed leave 0.3 and 0.1 red, or fill in red from the side again.
    assertThat(perfect).isPositive();
    assertThat(Road.of(photo, byColumn(true), 0, network, 1)).isEqualTo(-perfect, within(0.02));
  }

  @Test
  void flatImageCannotBeHurt() {
    RgbImage red = RedShare.picture(WIDTH, HEIGHT, WIDTH);
    assertThat(Road.of(red, byColumn(false), 0, network, 1)).isZero();
  }

  @Test
  void scoreIsTheMeanOfHalfTheDifferences() {
    // The network is told the answers: MoRF and LeRF in turn, for 20, 40, 60 and 80 %.
    float[] answers = {0.5f, 0.9f, 0.4f, 0.8f, 0.2f, 0.8f, 0, 1};
    ClassScorer scorer = (pixels, count, classIndex) -> answers;
    double score = Road.of(photo, byColumn(false), 0, scorer, 1);
    assertThat(score).isEqualTo((0.4 + 0.4 + 0.6 + 1) / 4 / 2, within(1e-6));
  }

  @Test
  void seedDecidesTheNoise() {
    byte[][] seen = new byte[3][];
    for (int i = 0; i < 3; i++) {
      int run = i;
      ClassScorer scorer =
          (pixels, count, classIndex) -> {
            seen[run] = pixels;
            return new float[count];
          };
      Road.of(photo, byColumn(false), 0, scorer, i < 2 ? 5 : 6);
    }
    assertThat(seen[0]).isEqualTo(seen[1]).isNotEqualTo(seen[2]);
  }

  @Test
  void orderOfAnotherSizeAndImageOfOnePixelAreErrors() {
    assertThatThrownBy(() -> Road.of(photo, new int[3], 0, network, 1))
        .hasMessage("Expected an order of all 20 x 10 pixels, 2 or more, found one of 3");
    RgbImage pixel = new RgbImage(1, 1, new byte[3]);
    assertThatThrownBy(() -> Road.of(pixel, new int[1], 0, network, 1))
        .hasMessageContaining("2 or more, found one of 1");
  }

  /** Red columns first, from the left; or the reverse of that. */
  private static int[] byColumn(boolean reverse) {
    int[] order = new int[WIDTH * HEIGHT];
    for (int i = 0; i < order.length; i++) {
      int place = reverse ? order.length - 1 - i : i;
      order[place] = i % HEIGHT * WIDTH + i / HEIGHT;
    }
    return order;
  }
}
