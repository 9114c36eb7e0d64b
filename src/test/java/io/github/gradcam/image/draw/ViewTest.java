package io.github.gradcam.image.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.Warp;
import io.github.gradcam.image.codec.ImageFilesTest;
import io.github.gradcam.image.draw.Caption.Entry;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewTest {

  private static final Overlay OVERLAY = new Overlay(Colormap.VIRIDIS, 0.5);
  private static final HeatValues MAP =
      new HeatValues(new float[] {0, 0.5f, 1, 0.25f}, 2, 2, false);

  @Test
  void sideBySideHoldsImageAndOverlay() {
    RgbImage photo = photo(20, 10);
    RgbImage both = draw(View.SIDE_BY_SIDE, photo, null);
    RgbImage overlay = draw(View.OVERLAY, photo, null);
    assertThat(both.width()).isEqualTo(40);
    assertThat(region(both, 0, 0, 20, 10)).isEqualTo(photo.pixels());
    assertThat(region(both, 20, 0, 20, 10)).isEqualTo(overlay.pixels());
  }

  @Test
  void heatmapHasTheImagesSize() {
    RgbImage heatmap = draw(View.HEATMAP, photo(20, 10), null);
    assertThat(heatmap.width()).isEqualTo(20);
    assertThat(heatmap.height()).isEqualTo(10);
    ImageFilesTest.assertPixel(heatmap, 0, 0, 68, 1, 84, 1);
  }

  @ParameterizedTest
  @CsvSource({"150, 150", "28, 28", "1, 1", "1500, 1000", "300, 900", "900, 200"})
  void panelHoldsTheImagePixelForPixel(int width, int height) {
    RgbImage photo = photo(width, height);
    RgbImage panel = draw(View.PANEL, photo, null);
    int size = PanelLayout.typeSize(photo);
    assertThat(region(panel, size, 4 * size, width, height)).isEqualTo(photo.pixels());
    assertThat(panel.width()).isGreaterThanOrEqualTo(32 * size);
    assertThat(size).isGreaterThanOrEqualTo(12);
  }

  @Test
  void panelHasTheBarOfTheTarget() {
    RgbImage panel = draw(View.PANEL, photo(150, 150), null);
    assertThat(count(panel, 0xd9, 0x5f, 0x0e)).isPositive();
    assertThat(count(panel, 0x7a, 0x8c, 0xa3)).isPositive();
  }

  @Test
  void blankHeatmapSaysWhyInEachImage() {
    RgbImage photo = photo(200, 150);
    for (View view : View.values()) {
      RgbImage plain = draw(view, photo, null);
      RgbImage noted = draw(view, photo, "all weights of the layer are negative");
      assertThat(count(plain, 0xff, 0xf3, 0xcd)).as("%s", view).isZero();
      assertThat(count(noted, 0xff, 0xf3, 0xcd)).as("%s", view).isGreaterThan(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 300", "28, 28"})
  void panelOfASignedMapNamesItsColours(int width, int height) {
    HeatValues signed = new HeatValues(new float[] {-1, 0, 0.5f, 1}, 2, 2, true);
    Caption caption = new Caption("a.jpg", "", List.of(), null);
    RgbImage photo = photo(width, height);
    RgbImage panel = View.PANEL.draw(photo, signed, OVERLAY, caption);
    RgbImage unsigned = View.PANEL.draw(photo, MAP, OVERLAY, caption);
    assertThat(count(panel, 0xa8, 0x04, 0x24)).as("for, in red").isPositive();
    assertThat(count(panel, 0x2f, 0x43, 0xb0)).as("against, in blue").isPositive();
    assertThat(count(unsigned, 0xa8, 0x04, 0x24)).isZero();
  }

  /** The line below the overlay is the only one between the images and the classes. */
  @Test
  void panelSaysWhatItsColoursMean() {
    RgbImage photo = photo(300, 300);
    int size = PanelLayout.typeSize(photo);
    RgbImage panel = View.PANEL.draw(photo, MAP, OVERLAY, new Caption("a", "", List.of(), null));
    int below = 4 * size + 300;
    byte[] line = region(panel, size, below, panel.width() - 2 * size, size * 2);
    assertThat(line).contains((byte) 0x55); // the ink of subtitles
    assertThat(ColourBar.meaning(false)).contains("0 none", "1 the strongest");
    assertThat(ColourBar.meaning(true)).contains("1 for", "-1 against");
  }

  @Test
  void longAndForeignTextsAreNoError() {
    Caption caption =
        new Caption(
            "雪山 " + "long ".repeat(99) + ".jpg",
            "",
            List.of(new Entry("x".repeat(200), Double.NaN, true)),
            "one " + "word".repeat(99));
    RgbImage panel = View.PANEL.draw(photo(30, 30), MAP, OVERLAY, caption);
    assertThat(panel.width()).isEqualTo(32 * 12);
  }

  @Test
  void viewsAreFoundByName() {
    assertThat(View.of("Side-by-Side")).isEqualTo(View.SIDE_BY_SIDE).hasToString("side-by-side");
    assertThatThrownBy(() -> View.of("grid"))
        .hasMessage("Expected a view of overlay, heatmap, side-by-side, panel, found 'grid'");
  }

  @Test
  void drawingLeavesNoNativeMemoryBehind() {
    RgbImage photo = photo(64, 64);
    View.PANEL.prepare();
    useEach(photo);
    long before = Pointer.totalCount();
    for (int i = 0; i < 50; i++) {
      useEach(photo);
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }

  private static void useEach(RgbImage photo) {
    assertThat(draw(View.PANEL, photo, null).width()).isPositive();
    assertThat(Resize.bilinear(photo, 32, 32).width()).isEqualTo(32);
    assertThat(new Warp(1, 0, 0, 0, 1, 0, 2, 0).apply(photo, 8, 8).width()).isEqualTo(8);
  }

  private static RgbImage draw(View view, RgbImage photo, @Nullable String blankReason) {
    List<Entry> entries = List.of(new Entry("glacier", 0.9, true), new Entry("sea", 0.1, false));
    Caption caption = new Caption("a.jpg", "glacier, Grad-CAM at add_7", entries, blankReason);
    return view.draw(photo, MAP, OVERLAY, caption);
  }

  private static RgbImage photo(int width, int height) {
    byte[] pixels = new byte[width * height * 3];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 7);
    }
    return new RgbImage(width, height, pixels);
  }

  private static byte[] region(RgbImage image, int x, int y, int width, int height) {
    byte[] region = new byte[width * height * 3];
    for (int row = 0; row < height; row++) {
      int from = ((y + row) * image.width() + x) * 3;
      System.arraycopy(image.pixels(), from, region, row * width * 3, width * 3);
    }
    return region;
  }

  private static int count(RgbImage image, int... rgb) {
    byte[] wanted = ImageFilesTest.bytes(rgb);
    int count = 0;
    for (int at = 0; at < image.pixels().length; at += 3) {
      count += Arrays.equals(image.pixels(), at, at + 3, wanted, 0, 3) ? 1 : 0;
    }
    return count;
  }

  @Test
  void aLineOfPixelsGetsAPanel() {
    RgbImage line = new RgbImage(1, 65_500, new byte[3 * 65_500]);
    HeatValues heat = new HeatValues(new float[] {1}, 1, 1, false);
    Caption caption = new Caption("line.png", "", List.of(), null);
    RgbImage panel = View.PANEL.draw(line, heat, new Overlay(Colormap.GRAY, 0.5), caption);
    assertThat(panel.width()).isLessThan(500);
    assertThat(panel.height()).isBetween(65_500, 66_000);
  }
}
