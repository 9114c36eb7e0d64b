package io.github.gradcam.survey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import org.junit.jupiter.api.Test;

/** Of 20 x 10 pixels, whose red is the column and green the row. */
class CropsTest {

  private static final RgbImage IMAGE = image();

  private static RgbImage image() {
    byte[] pixels = new byte[20 * 10 * 3];
    for (int i = 0; i < 200; i++) {
      pixels[3 * i] = (byte) (i % 20);
      pixels[3 * i + 1] = (byte) (i / 20);
    }
    return new RgbImage(20, 10, pixels);
  }

  /** Two fifths of 10 are 4; about (10, 5) they begin at (8, 3). */
  @Test
  void squareAboutAPlace() {
    RgbImage crop = Crops.about(IMAGE, 0.5, 0.5);
    assertThat(crop.width()).isEqualTo(4);
    assertThat(crop.height()).isEqualTo(4);
    assertThat(crop.pixels()).startsWith(8, 3, 0, 9, 3, 0).endsWith(11, 6, 0);
  }

  @Test
  void squareAtABorderIsMovedIntoTheImage() {
    assertThat(Crops.about(IMAGE, 0, 0.02).pixels()).startsWith(0, 0, 0).endsWith(3, 3, 0);
    assertThat(Crops.about(IMAGE, 1, 0.98).pixels()).startsWith(16, 6, 0).endsWith(19, 9, 0);
  }
}
