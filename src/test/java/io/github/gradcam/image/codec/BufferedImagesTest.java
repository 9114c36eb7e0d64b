package io.github.gradcam.image.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gradcam.image.RgbImage;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferedImagesTest {

  private static BufferedImage filled(int type, Color colour) {
    BufferedImage image = new BufferedImage(2, 3, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, 2, 3);
    graphics.dispose();
    return image;
  }

  private static int[] first(BufferedImage image) {
    RgbImage rgb = BufferedImages.rgb(image);
    assertThat(rgb.width()).isEqualTo(2);
    assertThat(rgb.height()).isEqualTo(3);
    return new int[] {rgb.pixels()[0] & 0xff, rgb.pixels()[1] & 0xff, rgb.pixels()[2] & 0xff};
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        BufferedImage.TYPE_INT_RGB,
        BufferedImage.TYPE_INT_BGR,
        BufferedImage.TYPE_INT_ARGB,
        BufferedImage.TYPE_INT_ARGB_PRE,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_4BYTE_ABGR,
        BufferedImage.TYPE_4BYTE_ABGR_PRE
      })
  void everyOpaqueTypeOf8BitsKeepsItsColours(int type) {
    assertThat(first(filled(type, new Color(200, 100, 50)))).containsExactly(200, 100, 50);
  }

  @Test
  void greyValuesAreTakenAsTheyAreStored() {
    BufferedImage grey = new BufferedImage(2, 3, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    assertThat(first(grey)).containsExactly(100, 100, 100);
    assertThat(grey.getRGB(0, 0) & 0xff).isNotEqualTo(100); // what the JDK would make of it
  }

  @Test
  void sixteenBitsBecomeEight() {
    BufferedImage grey = new BufferedImage(2, 3, BufferedImage.TYPE_USHORT_GRAY);
    grey.getRaster().setSample(0, 0, 0, 65535);
    assertThat(first(grey)).containsExactly(255, 255, 255);
  }

  @Test
  void fiveAndSixBitsBecomeEight() {
    assertThat(first(filled(BufferedImage.TYPE_USHORT_565_RGB, Color.WHITE)))
        .containsExactly(255, 255, 255);
    assertThat(first(filled(BufferedImage.TYPE_USHORT_565_RGB, Color.GREEN)))
        .containsExactly(0, 255, 0);
  }

  @Test
  void transparentPartsAreWhite() {
    assertThat(first(new BufferedImage(2, 3, BufferedImage.TYPE_INT_ARGB)))
        .containsExactly(255, 255, 255);
    assertThat(first(new BufferedImage(2, 3, BufferedImage.TYPE_INT_ARGB_PRE)))
        .containsExactly(255, 255, 255);
    BufferedImage half = new BufferedImage(2, 3, BufferedImage.TYPE_INT_ARGB);
    half.setRGB(0, 0, 0x80_00_00_00);
    assertThat(first(half)[0]).isBetween(126, 128);
  }

  @Test
  void paletteColoursAreLookedUp() {
    BufferedImage indexed = filled(BufferedImage.TYPE_BYTE_INDEXED, Color.RED);
    assertThat(first(indexed)).containsExactly(255, 0, 0);
  }

  @Test
  void aPartOfALargerImageIsConvertedAlone() {
    BufferedImage large = new BufferedImage(10, 10, BufferedImage.TYPE_3BYTE_BGR);
    large.setRGB(4, 5, 0xff0102);
    assertThat(first(large.getSubimage(4, 5, 2, 3))).containsExactly(255, 1, 2);
  }

  @Test
  void thereAndBackIsTheSame() {
    byte[] pixels = {1, 2, 3, (byte) 200, (byte) 201, (byte) 255};
    RgbImage image = new RgbImage(2, 1, pixels);
    assertThat(BufferedImages.rgb(BufferedImages.of(image)).pixels()).isEqualTo(pixels);
  }
}
