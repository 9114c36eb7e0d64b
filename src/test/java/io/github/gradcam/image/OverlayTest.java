package io.github.gradcam.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.image.codec.ImageFilesTest;
import org.junit.jupiter.api.Test;

class OverlayTest {

  private static final RgbImage PHOTO = new RgbImage(4, 1, ImageFilesTest.repeated(4, 100, 60, 20));

  @Test
  void uniformImageAndColourAreMixedByAlpha() {
    // Grey levels 0, 64, 191, 255 (map 0, .25, .75, 1); 0.75 * 100 + 0.25 * 255 = 138.75.
    RgbImage mixed = new Overlay(Colormap.GRAY, 0.25, true).blend(PHOTO, map(false, 0, 1));
    ImageFilesTest.assertPixel(mixed, 0, 0, 75, 45, 15, 0);
    ImageFilesTest.assertPixel(mixed, 1, 0, 91, 61, 31, 0);
    ImageFilesTest.assertPixel(mixed, 3, 0, 139, 109, 79, 0);
  }

  @Test
  void coldPlacesStayAsTheyAreAndWarmOnesTakeTheColour() {
    // sqrt(0.25) = 1/2, times 2 * 0.25 is 1/4 of grey 64; at 0.5 and 1 half of grey 128 and 255.
    Overlay overlay = new Overlay(Colormap.GRAY, 0.25);
    RgbImage mixed = overlay.blend(PHOTO, map(false, 0, 0.25f, 0.5f, 1));
    ImageFilesTest.assertPixel(mixed, 0, 0, 100, 60, 20, 0);
    ImageFilesTest.assertPixel(mixed, 1, 0, 91, 61, 31, 1);
    ImageFilesTest.assertPixel(mixed, 2, 0, 114, 94, 74, 1);
    ImageFilesTest.assertPixel(mixed, 3, 0, 178, 158, 138, 1);
  }

  @Test
  void alphaZeroLeavesTheImage() {
    RgbImage mixed = new Overlay(Colormap.JET, 0).blend(PHOTO, map(false, 1));
    assertThat(mixed.pixels()).isEqualTo(PHOTO.pixels());
  }

  @Test
  void signedMapCoversTheImageTheMoreTheFartherItIsFromZero() {
    // Of (100, 60, 20): at 0.25 half of COOLWARM's (245, 196, 173), at -1 all of (59, 76, 192).
    RgbImage mixed = new Overlay(Colormap.JET, 1).blend(PHOTO, map(true, 0, Float.NaN, 0.25f, -1));
    ImageFilesTest.assertPixel(mixed, 0, 0, 100, 60, 20, 0);
    ImageFilesTest.assertPixel(mixed, 1, 0, 100, 60, 20, 0);
    ImageFilesTest.assertPixel(mixed, 2, 0, 172, 128, 96, 2);
    ImageFilesTest.assertPixel(mixed, 3, 0, 59, 76, 192, 0);
  }

  @Test
  void signedMapHasAtMostTheRootOfAlpha() {
    // sqrt(0.25) = 1/2 of (180, 4, 38) where the map is 1.
    RgbImage mixed = new Overlay(Colormap.JET, 0.25).blend(PHOTO, map(true, 1, 1, 1, 0));
    ImageFilesTest.assertPixel(mixed, 0, 0, 140, 32, 29, 1);
    ImageFilesTest.assertPixel(mixed, 3, 0, 100, 60, 20, 0);
  }

  @Test
  void signedMapIsBlueAndRedWhateverTheColormap() {
    RgbImage heatmap = new Overlay(Colormap.GRAY, 0.5).heatmap(PHOTO, map(true, -1, 1, 1, 1));
    ImageFilesTest.assertPixel(heatmap, 0, 0, 59, 76, 192, 0);
    ImageFilesTest.assertPixel(heatmap, 3, 0, 180, 4, 38, 0);
  }

  @Test
  void anImprobableClassIsDrawnHalfAsStrong() {
    // half of sqrt(0.25) is a quarter of 255, half of a uniform 0.25 an eighth
    HeatValues hot = map(false, 1);
    RgbImage weak = new Overlay(Colormap.GRAY, 0.25).ofProbability(0.09).blend(PHOTO, hot);
    ImageFilesTest.assertPixel(weak, 0, 0, 139, 109, 79, 1);
    Overlay uniform = new Overlay(Colormap.GRAY, 0.25, true);
    ImageFilesTest.assertPixel(uniform.ofProbability(0).blend(PHOTO, hot), 0, 0, 119, 84, 49, 1);
    assertThat(uniform.ofProbability(0.1)).isEqualTo(uniform);
    assertThat(uniform.ofProbability(Double.NaN)).isEqualTo(uniform);
  }

  @Test
  void imageIsNotChanged() {
    byte[] before = PHOTO.pixels().clone();
    assertThat(new Overlay(Colormap.JET, 1).blend(PHOTO, map(false, 1))).isNotNull();
    assertThat(PHOTO.pixels()).isEqualTo(before);
  }

  @Test
  void alphaOutsideItsRangeIsAnError() {
    assertThatThrownBy(() -> new Overlay(Colormap.JET, 1.5))
        .hasMessage("Expected an alpha of 0 to 1, found 1.5");
    assertThatThrownBy(() -> new Overlay(Colormap.JET, Double.NaN)).hasMessageContaining("NaN");
  }

  private static HeatValues map(boolean signed, float... row) {
    return new HeatValues(row, row.length, 1, signed);
  }
}
