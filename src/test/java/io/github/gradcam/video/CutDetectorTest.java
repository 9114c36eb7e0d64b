package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CutDetectorTest {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 360;

  private static List<RgbImage> photos;

  private final CutDetector detector = new CutDetector();
  private final Random random = new Random(4);

  @BeforeAll
  static void read() throws Exception {
    photos = Scenes.all(WIDTH, HEIGHT);
    assertThat(photos).hasSize(18);
  }

  private static boolean isCut(RgbImage before, RgbImage after) {
    CutDetector pair = new CutDetector();
    assertThat(pair.isCut(before)).isTrue();
    return pair.isCut(after);
  }

  private static RgbImage flat(int width, int height, int grey) {
    byte[] pixels = new byte[width * height * RgbImage.CHANNELS];
    Arrays.fill(pixels, (byte) grey);
    return new RgbImage(width, height, pixels);
  }

  @Test
  void everyCutBetweenTwoImagesIsFound() {
    for (int i = 0; i < photos.size(); i++) {
      for (int j = 0; j < photos.size(); j++) {
        assertThat(isCut(photos.get(i), photos.get(j))).as("%d to %d", i, j).isEqualTo(i != j);
      }
    }
  }

  @Test
  void cutIsFoundOnceAtItsFrame() {
    assertThat(detector.isCut(photos.get(0))).isTrue();
    assertThat(detector.isCut(photos.get(0))).isFalse();
    assertThat(detector.isCut(photos.get(1))).isTrue();
    assertThat(detector.isCut(photos.get(1))).isFalse();
  }

  @Test
  void panByThreeHundredthsOfTheWidthAFrameIsNoCut() {
    int step = WIDTH * 3 / 100;
    for (RgbImage photo : photos) {
      RgbImage large = Resize.bilinear(photo, WIDTH * 2, HEIGHT * 2);
      CutDetector pan = new CutDetector();
      pan.isCut(Scenes.window(large, 0, 0, WIDTH, HEIGHT));
      for (int x = step; x <= WIDTH; x += step) {
        RgbImage frame = Scenes.window(large, x, x * HEIGHT / WIDTH, WIDTH, HEIGHT);
        assertThat(pan.isCut(Scenes.shot(frame, 1, 5, random))).isFalse();
      }
    }
  }

  @Test
  void zoomByThreeHundredthsAFrameIsNoCut() {
    for (RgbImage photo : photos) {
      CutDetector zoom = new CutDetector();
      zoom.isCut(photo);
      for (double side = 0.97; side > 0.5; side *= 0.97) {
        int width = (int) (WIDTH * side);
        int height = (int) (HEIGHT * side);
        RgbImage window =
            Scenes.window(photo, (WIDTH - width) / 2, (HEIGHT - height) / 2, width, height);
        assertThat(zoom.isCut(Resize.bilinear(window, WIDTH, HEIGHT))).isFalse();
      }
    }
  }

  @Test
  void flashAndNoiseAreNoCut() {
    for (RgbImage photo : photos) {
      RgbImage still = Scenes.shot(photo, 1, 12, random);
      assertThat(isCut(still, Scenes.shot(photo, 1, 12, random))).isFalse();
      assertThat(isCut(still, Scenes.shot(photo, 1.3, 5, random))).isFalse();
      assertThat(isCut(Scenes.shot(photo, 0.7, 5, random), still)).isFalse();
    }
  }

  @Test
  void slowFadeFromBlackIsNoCut() {
    detector.isCut(flat(WIDTH, HEIGHT, 0));
    for (double light = 0.02; light <= 1; light += 0.02) {
      assertThat(detector.isCut(Scenes.shot(photos.get(3), light, 0, random))).isFalse();
    }
  }

  @Test
  void evenFramesOfAnyShadeAreOneScene() {
    assertThat(isCut(flat(320, 240, 0), flat(320, 240, 255))).isFalse();
  }

  @Test
  void anotherShapeIsACut() {
    assertThat(isCut(photos.get(0), QuarterTurn.LEFT.apply(photos.get(0)))).isTrue();
  }

  @Test
  void smallestFramesCanBeCompared() {
    for (int[] size : new int[][] {{1, 1}, {1, 500}, {2000, 2}, {13, 12}, {12, 13}}) {
      RgbImage frame = flat(size[0], size[1], 90);
      assertThat(isCut(frame, frame)).as("%d x %d", size[0], size[1]).isFalse();
    }
  }

  @Test
  void cellsAreSumsOfTheirSamples() {
    // 2 x 1 pixels are 2 x 1 cells, each of whose 2 x 2 samples falls on the same pixel
    Thumbnail two = Thumbnail.of(new RgbImage(2, 1, new byte[] {1, 2, 3, 10, 20, 30}));
    assertThat(two.width()).isEqualTo(2);
    assertThat(two.cells()).containsExactly(4, 8, 12, 40, 80, 120);
    assertThat(two.mean()).isEqualTo(44);
    assertThat(two.contrast()).isEqualTo(36); // greys 8 and 80
    Thumbnail wide = Thumbnail.of(photos.get(0));
    assertThat(wide.width()).isEqualTo(64);
    assertThat(wide.height()).isEqualTo(36);
  }
}
