package io.github.gradcam.video;

import io.github.gradcam.image.Overlay;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.image.draw.Banner;
import io.github.gradcam.image.draw.Banner.Corner;
import io.github.gradcam.image.draw.Caption;
import io.github.gradcam.image.draw.View;
import io.github.gradcam.video.media.VideoFormat;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Draws the heatmap and the class of a frame, in files and live. A frame without evidence is drawn
 * like any other, so that nothing flickers: its heat is low. Once none is left to be seen, a second
 * line says why.
 */
public final class AnswerDrawing implements FrameDrawing {

  private static final Caption NONE = new Caption("", "", List.of(), null);

  /** A panel has a size of its own. */
  private static final Set<View> VIEWS = EnumSet.complementOf(EnumSet.of(View.PANEL));

  /** Below, heat is hardly seen. */
  private static final float FAINT = 0.1f;

  private final List<String> labels;
  private final View view;
  private final Overlay overlay;
  private final boolean chosen;
  private final Banner banner;

  /**
   * A way to draw all frames of a video.
   *
   * @param labels of the classes, in index order
   * @param view what is shown beside or below the words, not a panel
   * @param overlay colours and share of the heatmap
   * @param chosen whether the class is shown because somebody asked for it, which the words tell
   */
  public AnswerDrawing(List<String> labels, View view, Overlay overlay, boolean chosen) {
    // Side by side, the image itself is at the left.
    this(
        List.copyOf(labels),
        view,
        overlay,
        chosen,
        new Banner(view == View.SIDE_BY_SIDE ? Corner.TOP_RIGHT : Corner.TOP_LEFT));
  }

  private AnswerDrawing(
      List<String> labels, View view, Overlay overlay, boolean chosen, Banner banner) {
    this.labels = labels;
    this.view = view;
    this.overlay = overlay;
    this.chosen = chosen;
    this.banner = banner;
  }

  /**
   * Finds a view that videos can have.
   *
   * @param name of the view
   * @return the view
   * @throws IllegalArgumentException if there is none; the message lists the names
   */
  public static View view(String name) {
    return View.of(name, VIEWS);
  }

  /** The same in other colours, or for a class of another origin. */
  public AnswerDrawing with(Overlay newOverlay, boolean newChosen) {
    return new AnswerDrawing(labels, view, newOverlay, newChosen, banner);
  }

  /**
   * The format of what is drawn.
   *
   * @param frames the format of what it is drawn of
   * @return the same, twice as wide for a view side by side
   */
  public VideoFormat format(VideoFormat frames) {
    int columns = view == View.SIDE_BY_SIDE ? 2 : 1;
    return frames.withUprightSize(columns * frames.uprightWidth(), frames.uprightHeight());
  }

  @Override
  public RgbImage draw(RgbImage image, FrameAnswer answer) {
    RgbImage picture = view.draw(image, answer.heat(), overlay, NONE);
    banner.draw(picture, words(answer));
    return picture;
  }

  /** Such as {@code glacier 68 %}, and why there is no heat. */
  List<String> words(FrameAnswer answer) {
    String shown =
        String.format(
            Locale.ROOT,
            "%s %.0f %%%s",
            labels.get(answer.classIndex()),
            100 * answer.probability(),
            chosen ? " (chosen)" : "");
    boolean quiet = answer.diagnosis().blank() && Heat.peak(answer.heat()) < FAINT;
    return quiet
        ? List.of(shown, answer.diagnosis().note().orElse(answer.diagnosis().code()))
        : List.of(shown);
  }
}
