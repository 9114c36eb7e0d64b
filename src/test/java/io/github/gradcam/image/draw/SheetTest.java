package io.github.gradcam.image.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.codec.ImageFilesTest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetTest {

  private static final Overlay OVERLAY = new Overlay(Colormap.GRAY, 1);
  private static final RgbImage RED = new RgbImage(22, 11, ImageFilesTest.repeated(242, 200, 0, 0));
  private static final Tile WHITE = Tile.of(new HeatValues(new float[] {1}, 1, 1, false));

  @Test
  void gridHasTheImageInItsCornerAndATileForEachRowAndColumn() {
    Sheet sheet =
        new Sheet(
            "a.jpg",
            "sea",
            List.of("gradcam", "layercam"),
            List.of("conv_1", "conv_2", "fused"),
            Collections.nCopies(2, List.of(WHITE, Tile.blank("dead"), WHITE)));
    RgbImage drawn = sheet.draw(RED, OVERLAY);
    SheetLayout layout = layout(sheet);
    assertThat(layout.tileWidth()).isEqualTo(220);
    assertThat(layout.tileHeight()).isEqualTo(110);
    ImageFilesTest.assertPixel(drawn, 16 + 219, 16 + 109, 200, 0, 0, 0);
    for (int line = 0; line < 2; line++) {
      ImageFilesTest.assertPixel(drawn, layout.x(0) + 3, layout.y(line) + 3, 255, 255, 255, 0);
      // 190 + (200 + 0 + 0) * 65 / (255 * 3) = 206, grey as no explanation is
      ImageFilesTest.assertPixel(drawn, layout.x(1) + 1, layout.y(line) + 1, 206, 206, 206, 0);
    }
    assertThat(drawn.width()).isEqualTo(layout.x(2) + 220 + 16);
    assertThat(drawn.height()).isEqualTo(layout.y(1) + 110 + 16);
  }

  @Test
  void oneColumnIsWrappedWithTheImageFirst() {
    List<String> rows = IntStream.range(0, 22).mapToObj(i -> "method-" + i).toList();
    Sheet sheet =
        new Sheet("a", "b", rows, List.of("conv"), Collections.nCopies(22, List.of(WHITE)));
    RgbImage drawn = sheet.draw(RED, OVERLAY);
    SheetLayout layout = layout(sheet);
    assertThat(layout.across()).isEqualTo(6); // 23 places in 4 lines
    assertThat(layout.noteLines()).hasSize(4);
    ImageFilesTest.assertPixel(drawn, layout.x(0) + 9, layout.y(0) + 9, 200, 0, 0, 0);
    ImageFilesTest.assertPixel(drawn, layout.x(1) + 9, layout.y(0) + 9, 255, 255, 255, 0);
  }

  @ParameterizedTest
  @CsvSource({"2, 2", "6, 6", "7, 4", "8, 4", "10, 5", "12, 6", "17, 6", "23, 6"})
  void linesLeaveFewPlacesEmpty(int total, int across) {
    assertThat(SheetLayout.across(total)).isEqualTo(across);
  }

  @Test
  void warningIsWrittenBelowTheMapInAtMostThreeLines() {
    Tile doubtful = Tile.doubtful(WHITE.heat(), "The map is one of chance. ".repeat(20));
    Sheet one = sheet(doubtful);
    Sheet none = sheet(WHITE);
    assertThat(layout(one).noteLines()).containsExactly(3);
    RgbImage drawn = one.draw(RED, OVERLAY);
    assertThat(drawn.height() - none.draw(RED, OVERLAY).height()).isEqualTo(3 * 15);
    assertThat(count(drawn, 0x7a, 0x4b, 0x00)).isPositive();
  }

  @Test
  void reasonOfABlankMapIsWrittenOnItsPlace() {
    RgbImage drawn = sheet(Tile.blank("All activations are zero.")).draw(RED, OVERLAY);
    assertThat(count(drawn, 0x7a, 0x4b, 0x00)).isPositive();
    assertThat(count(sheet(WHITE).draw(RED, OVERLAY), 0x7a, 0x4b, 0x00)).isZero();
  }

  @Test
  void signedAndUnsignedMapsHaveAScaleEach() {
    Tile signed = Tile.of(new HeatValues(new float[] {-1}, 1, 1, true));
    Sheet both =
        new Sheet("a", "b", List.of("r"), List.of("1", "2"), List.of(List.of(WHITE, signed)));
    RgbImage drawn = both.draw(RED, OVERLAY);
    assertThat(count(drawn, 0x2f, 0x43, 0xb0)).as("against").isPositive();
    int top = layout(both).scaleY() + 1;
    ImageFilesTest.assertPixel(drawn, layout(both).scaleX(), top, 253, 253, 253, 2);
    ImageFilesTest.assertPixel(drawn, layout(both).scaleX() + 45, top, 183, 13, 40, 3);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "3000, 1", "1, 3000", "20, 300"})
  void anyImageAndAnyNameMakeASheet(int width, int height) {
    RgbImage photo = new RgbImage(width, height, ImageFilesTest.repeated(width * height, 9, 9, 9));
    List<String> names = List.of("雪山 " + "long ".repeat(99), "");
    Sheet sheet =
        new Sheet(names.get(0), "", names, names, Collections.nCopies(2, List.of(WHITE, WHITE)));
    assertThat(sheet.draw(photo, OVERLAY).width()).isBetween(100, 1000);
  }

  @Test
  void gridOfAnotherSizeThanItsNamesIsAnError() {
    assertThatThrownBy(() -> new Sheet("a", "b", List.of("r"), List.of("c"), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 1 rows, 1 columns and 0 lines");
    assertThatThrownBy(
            () -> new Sheet("a", "b", List.of("r"), List.of("c"), List.of(List.of(WHITE, WHITE))))
        .hasMessage("Expected 1 tiles in each line, found 2");
    assertThatThrownBy(() -> new Sheet("a", "b", List.of(), List.of("c"), List.of()))
        .hasMessageContaining("at least one row");
  }

  private static Sheet sheet(Tile tile) {
    return new Sheet("a", "b", List.of("r"), List.of("c"), List.of(List.of(tile)));
  }

  private static SheetLayout layout(Sheet sheet) {
    return SheetLayout.of(sheet, SheetCell.lines(sheet), Resize.bilinear(RED, 220, 110));
  }

  private static int count(RgbImage image, int... rgb) {
    byte[] wanted = ImageFilesTest.bytes(rgb);
    int count = 0;
    for (int at = 0; at < image.pixels().length; at += 3) {
      count += Arrays.equals(image.pixels(), at, at + 3, wanted, 0, 3) ? 1 : 0;
    }
    return count;
  }
}
