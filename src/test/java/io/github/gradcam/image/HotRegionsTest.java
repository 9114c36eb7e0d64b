package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gradcam.image.codec.ImageFiles;
import io.github.gradcam.image.codec.ImageFilesTest;
import io.github.gradcam.image.draw.Contours;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotRegionsTest {

  /** A block of 3 x 2, and a pixel of its own. */
  private static final HeatValues TWO =
      map(
          6,
          "0 0 0 0 0 0", //
          "0 5 6 7 0 0",
          "0 8 9 5 0 0",
          "0 0 0 0 0 0",
          "0 0 0 0 0 6");

  @TempDir Path folder;

  @Test
  void regionsComeLargestFirstWithPolygonBoxAreaAndHeat() {
    List<HotRegion> regions = HotRegions.find(TWO, 0.5, 6, 5).regions();
    assertThat(regions).hasSize(2);
    HotRegion block = regions.get(0);
    assertThat(block.polygonX()).containsExactly(1, 1, 3, 3);
    assertThat(block.polygonY()).containsExactly(1, 2, 2, 1);
    assertThat(List.of(block.x(), block.y(), block.width(), block.height()))
        .containsExactly(1, 1, 3, 2);
    assertThat(block.area()).isEqualTo(6);
    assertThat(block.peak()).isEqualTo(0.9f);
    assertThat(block.meanHeat()).isCloseTo(4.0f / 6, within(1e-6f)); // .5+.6+.7+.8+.9+.5
    HotRegion pixel = regions.get(1);
    assertThat(pixel.polygonX()).containsExactly(5);
    assertThat(pixel.polygonY()).containsExactly(4);
    assertThat(pixel.area()).isEqualTo(1);
    assertThat(List.of(pixel.width(), pixel.height())).containsExactly(1, 1);
  }

  @Test
  void valueThatEqualsTheThresholdIsHot() {
    assertThat(HotRegions.find(TWO, 0.9, 6, 5).regions().get(0).area()).isEqualTo(1);
    assertThat(HotRegions.find(TWO, 0.91, 6, 5).regions()).isEmpty();
    assertThat(HotRegions.find(TWO, 0, 6, 5).regions().get(0).area()).isEqualTo(30);
  }

  @Test
  void holeIsNoRegionAndWhatIsInItIsOne() {
    HeatValues ring =
        map(
            5,
            "9 9 9 9 9", //
            "9 0 0 0 9",
            "9 0 8 0 9",
            "9 0 0 0 9",
            "9 9 9 9 9");
    List<HotRegion> regions = HotRegions.find(ring, 0.5, 5, 5).regions();
    assertThat(regions).extracting(HotRegion::area).containsExactly(16L, 1L);
    assertThat(regions).extracting(HotRegion::peak).containsExactly(0.9f, 0.8f);
  }

  @Test
  void pixelsThatTouchAtACornerBelongTogether() {
    HeatValues corner = map(2, "9 0", "0 9");
    assertThat(HotRegions.find(corner, 0.5, 2, 2).regions())
        .extracting(HotRegion::area)
        .containsExactly(2L);
  }

  @Test
  void mapIsResizedBilinearlyToTheImage() {
    // 0 and 1 over 8 columns: 0 0 1/8 3/8 5/8 7/8 1 1
    HotRegions hot = HotRegions.find(map(2, "0 10"), 0.5, 8, 3);
    assertThat(hot.regions().get(0).x()).isEqualTo(4);
    assertThat(hot.regions().get(0).area()).isEqualTo(12);
    assertThat(hot.mask().pixels()).startsWith(0, 0, 0, 0, -1, -1, -1, -1, 0).hasSize(24);
  }

  @Test
  void evidenceAgainstAClassIsNeverHot() {
    HeatValues signed = new HeatValues(new float[] {-1, 0.2f, 1}, 3, 1, true);
    assertThat(HotRegions.find(signed, 0.1, 3, 1).regions().get(0).area()).isEqualTo(2);
    assertThat(HotRegions.find(signed, 0, 3, 1).mask().pixels()).containsExactly(0, -1, -1);
  }

  @Test
  void mapOfZerosHasNoRegion() {
    HotRegions none = HotRegions.find(new HeatValues(new float[4], 2, 2, false), 0.1, 20, 10);
    assertThat(none.regions()).isEmpty();
    assertThat(none.mask().pixels()).containsOnly(0);
  }

  @Test
  void thresholdOutsideItsRangeAndAnEmptyImageAreErrors() {
    assertThatThrownBy(() -> HotRegions.find(TWO, 1.1, 6, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Expected a threshold of 0 to 1, found 1.1");
    assertThatThrownBy(() -> HotRegions.find(TWO, Double.NaN, 6, 5)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> HotRegions.find(TWO, 0.5, 0, 5)).hasMessageContaining("0 x 5");
  }

  @Test
  void maskIsWrittenAsOneChannelOfZeroAnd255() throws Exception {
    Path png = folder.resolve("雪 mask.png");
    ImageFiles.writeMask(HotRegions.find(TWO, 0.5, 6, 5).mask(), png);
    BufferedImage read = ImageIO.read(png.toFile());
    assertThat(read.getType()).isEqualTo(BufferedImage.TYPE_BYTE_GRAY);
    assertThat(read.getWidth()).isEqualTo(6);
    assertThat(read.getRaster().getSample(2, 1, 0)).isEqualTo(255);
    assertThat(read.getRaster().getSample(0, 0, 0)).isZero();
  }

  @Test
  void maskOfAnotherFormatOrSizeIsAnError() {
    Mask mask = new Mask(1, 1, new byte[1]);
    assertThatThrownBy(() -> ImageFiles.writeMask(mask, folder.resolve("mask.jpg")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends in .png");
    assertThatThrownBy(() -> new Mask(2, 2, new byte[3]))
        .hasMessage("Expected a mask of 2 x 2 pixels, found 3");
  }

  @Test
  void contoursAreDrawnBrightOnDarkAndLeaveTheRest() {
    RgbImage photo = new RgbImage(60, 50, ImageFilesTest.repeated(3000, 100, 100, 100));
    List<HotRegion> regions = HotRegions.find(TWO, 0.5, 60, 50).regions();
    RgbImage drawn = Contours.on(photo, regions);
    HotRegion block = regions.get(0);
    int x = block.polygonX()[0];
    int y = block.polygonY()[0];
    ImageFilesTest.assertPixel(drawn, x, y, 255, 221, 0, 60);
    ImageFilesTest.assertPixel(drawn, 0, 0, 100, 100, 100, 0);
    assertThat(Contours.on(photo, List.of()).pixels()).isEqualTo(photo.pixels());
  }

  @Test
  void findingAndDrawingLeaveNoNativeMemoryBehind() {
    RgbImage photo = new RgbImage(60, 50, new byte[9000]);
    use(photo);
    long before = Pointer.totalCount();
    for (int i = 0; i < 50; i++) {
      use(photo);
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  private static void use(RgbImage photo) {
    List<HotRegion> regions = HotRegions.find(TWO, 0.5, 60, 50).regions();
    assertThat(Contours.on(photo, regions).width()).isEqualTo(60);
  }

  /** Tenths, a row a text. */
  private static HeatValues map(int width, String... rows) {
    String[] tenths = String.join(" ", rows).split(" ", -1);
    float[] values = new float[tenths.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = Integer.parseInt(tenths[i]) / 10f;
    }
    return new HeatValues(values, width, rows.length, false);
  }
}
