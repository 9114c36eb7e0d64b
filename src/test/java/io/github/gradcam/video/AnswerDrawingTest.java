package io.github.gradcam.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.video.live.LiveDrawing;
import io.github.gradcam.video.live.LivePlans;
import io.github.gradcam.video.live.LiveSettings;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.VideoFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is drawn of a frame, in files and live. */
class AnswerDrawingTest {

  private static final Overlay OVERLAY = new Overlay(Colormap.TURBO, 0.5);
  private static final List<String> LABELS = List.of("sea", "forest");

  private final AnswerDrawing drawing =
      new AnswerDrawing(LABELS, View.OVERLAY, OVERLAY, /* chosen= */ false);

  private static FrameAnswer answer(float heat, Diagnosis diagnosis) {
    HeatValues map = new HeatValues(new float[] {heat}, 1, 1, false);
    return new FrameAnswer(new float[] {0.3f, 0.7f}, 1, 0.684f, map, heat, diagnosis, true, false);
  }

  private static RgbImage photo() {
    byte[] pixels = new byte[640 * 360 * RgbImage.CHANNELS];
    Arrays.fill(pixels, (byte) 90);
    return new RgbImage(640, 360, pixels);
  }

  @Test
  void theClassIsToldWithItsProbabilityInAnyCountry() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      assertThat(drawing.words(answer(1, Diagnosis.OK))).containsExactly("forest 68 %");
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void aClassThatWasAskedForIsCalledChosen() {
    assertThat(drawing.with(OVERLAY, true).words(answer(1, Diagnosis.OK)))
        .containsExactly("forest 68 % (chosen)");
  }

  @Test
  void aFrameWithoutEvidenceSaysWhyOnceItsHeatIsGone() {
    FrameAnswer lingering = answer(0.6f, Diagnosis.UNIFORM);
    FrameAnswer gone = answer(0, Diagnosis.UNIFORM);
    assertThat(drawing.words(lingering)).hasSize(1);
    assertThat(drawing.words(gone))
        .containsExactly("forest 68 %", Diagnosis.UNIFORM.note().orElseThrow());
  }

  @Test
  void aDoubtfulMapIsDrawnWithoutFurtherWords() {
    assertThat(drawing.words(answer(0, Diagnosis.SATURATED))).hasSize(1);
  }

  @Test
  void aBlankMapIsBlendedLikeAnyOtherSoThatNothingFlickers() {
    RgbImage blank = drawing.draw(photo(), answer(0.05f, Diagnosis.ALL_NEGATIVE));
    RgbImage faint = drawing.draw(photo(), answer(0.05f, Diagnosis.OK));
    assertThat(lowerHalf(blank)).isEqualTo(lowerHalf(faint)).isNotEqualTo(lowerHalf(photo()));
  }

  @Test
  void aLiveViewDrawsTheSameTintAsAFile() {
    LiveSettings settings = LivePlans.settings();
    LiveDrawing live = new LiveDrawing(LABELS, settings);
    FrameAnswer blank = answer(0, Diagnosis.ALL_NEGATIVE);
    RgbImage seen = live.draw(photo(), blank, settings, 0, null);
    RgbImage filed = drawing.with(settings.overlay(), false).draw(photo(), blank);
    assertThat(middle(seen)).isEqualTo(middle(filed));
  }

  @Test
  void sideBySideIsTwiceAsWide() {
    VideoFormat format =
        new VideoFormat(
            640,
            360,
            io.github.gradcam.image.QuarterTurn.NONE,
            new Ratio(1, 1),
            new Ratio(25, 1),
            new Ratio(1, 25),
            1,
            0.04);
    AnswerDrawing wide = new AnswerDrawing(LABELS, View.SIDE_BY_SIDE, OVERLAY, false);
    assertThat(wide.format(format).width()).isEqualTo(1280);
    assertThat(wide.draw(photo(), answer(1, Diagnosis.OK)).width()).isEqualTo(1280);
    assertThat(drawing.format(format)).isEqualTo(format);
  }

  @Test
  void panelIsNoViewOfAVideoAndIsNotOffered() {
    assertThat(AnswerDrawing.view("Side-by-Side")).isEqualTo(View.SIDE_BY_SIDE);
    for (String name : List.of("panel", "foo")) {
      assertThatThrownBy(() -> AnswerDrawing.view(name))
          .hasMessage("Expected a view of overlay, heatmap, side-by-side, found '%s'", name);
    }
  }

  private static byte[] lowerHalf(RgbImage picture) {
    return Arrays.copyOfRange(
        picture.pixels(), picture.pixels().length / 2, picture.pixels().length);
  }

  private static byte[] middle(RgbImage picture) {
    int row = picture.width() * RgbImage.CHANNELS;
    return Arrays.copyOfRange(picture.pixels(), 170 * row, 190 * row);
  }
}
