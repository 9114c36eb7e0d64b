package io.github.gradcam.video.live;

import io.github.gradcam.explain.map.Diagnosis;
import io.github.gradcam.explain.target.Target;
import io.github.gradcam.image.HeatValues;
import io.github.gradcam.image.Resize;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.draw.Banner;
import io.github.gradcam.image.draw.TextTable;
import io.github.gradcam.image.draw.TextTable.Row;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.video.AnswerDrawing;
import io.github.gradcam.video.FrameAnswer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Draws what a live view shows: the overlay, and the words on it. */
public final class LiveDrawing {

  /** Smaller images are enlarged, so that words fit on them. */
  private static final int LEAST_WIDTH = 640;

  private static final int BLANK_HEIGHT = 480;

  private static final TextTable KEYS =
      new TextTable(
          Stream.concat(
                  Stream.of(new Row("Keys", "", true)),
                  Arrays.stream(LiveKey.values())
                      .map(key -> new Row(key.key(), key.meaning(), false)))
              .toList());

  private final Banner topRight = new Banner(Banner.Corner.TOP_RIGHT);
  private final Banner bottomLeft = new Banner(Banner.Corner.BOTTOM_LEFT);
  private final List<String> labels;
  private final AnswerDrawing answers;

  /** Begins with a view's settings. */
  public LiveDrawing(List<String> labels, LiveSettings start) {
    this.labels = labels;
    this.answers = new AnswerDrawing(labels, View.OVERLAY, start.overlay(), false);
  }

  /** Loads what drawing needs, such as fonts, so that the first image does not wait for it. */
  void prepare(LiveSettings settings) {
    HeatValues heat = new HeatValues(new float[1], 1, 1, false);
    FrameAnswer none =
        new FrameAnswer(new float[labels.size()], 0, 0, heat, 0, Diagnosis.OK, false, false);
    draw(black(), none, settings, 1, null);
  }

  /** The image, smoothly enlarged where it is small. */
  RgbImage enlarged(RgbImage picture) {
    if (picture.width() >= LEAST_WIDTH) {
      return picture;
    }
    int height = Math.max(1, Math.round((float) picture.height() * LEAST_WIDTH / picture.width()));
    return Resize.bilinear(picture, LEAST_WIDTH, height);
  }

  /**
   * Draws.
   *
   * @param picture the frame, not changed; null before the first
   * @param answer for it; null where there is none yet
   * @param settings how
   * @param rate frames a second, 0 where that is not known
   * @param notice what has to be said about the source, or null
   * @return a new image
   */
  public RgbImage draw(
      @Nullable RgbImage picture,
      @Nullable FrameAnswer answer,
      LiveSettings settings,
      double rate,
      @Nullable String notice) {
    RgbImage drawn = drawn(picture, answer, settings);
    String pace = settings.frozen() ? "frozen" : rate(rate);
    topRight.draw(drawn, pace.isEmpty() ? List.of() : List.of(pace));
    bottomLeft.draw(drawn, how(settings));
    if (notice != null) {
      new TextTable(List.of(new Row(notice, "", false))).draw(drawn);
    } else if (settings.help()) {
      KEYS.draw(drawn);
    }
    return drawn;
  }

  private RgbImage drawn(
      @Nullable RgbImage picture, @Nullable FrameAnswer answer, LiveSettings settings) {
    if (picture == null || answer == null) {
      return picture == null ? black() : copy(picture);
    }
    boolean chosen = settings.question().classIndex() != Target.PREDICTED;
    return answers.with(settings.overlay(), chosen).draw(picture, answer);
  }

  private static RgbImage black() {
    return new RgbImage(
        LEAST_WIDTH, BLANK_HEIGHT, new byte[LEAST_WIDTH * BLANK_HEIGHT * RgbImage.CHANNELS]);
  }

  private static RgbImage copy(RgbImage picture) {
    return new RgbImage(picture.width(), picture.height(), picture.pixels().clone());
  }

  private static String rate(double rate) {
    return rate == 0 ? "" : String.format(Locale.ROOT, "%.1f frames/s", rate);
  }

  private static List<String> how(LiveSettings settings) {
    LiveQuestion question = settings.question();
    return List.of(
        question.method().name() + " at " + question.layer().name(),
        String.format(
            Locale.ROOT,
            "%s, opacity %.0f %%; h lists the keys",
            settings.overlay().colormap(),
            100 * settings.overlay().alpha()));
  }
}
