package io.github.gradcam.video.live;

import io.github.gradcam.image.Colormap;
import io.github.gradcam.image.Overlay;
import java.util.List;

/**
 * How the view stands.
 *
 * @param question what is explained
 * @param overlay how the heatmap is drawn
 * @param frozen whether the image stands still
 * @param help whether the keys are listed on it
 */
public record LiveSettings(LiveQuestion question, Overlay overlay, boolean frozen, boolean help) {

  private static final double OPACITY_STEPS = 10;

  /**
   * The beginning: moving, without help.
   *
   * @param question what is explained
   * @param overlay how the heatmap is drawn
   */
  public LiveSettings(LiveQuestion question, Overlay overlay) {
    this(question, overlay, false, false);
  }

  /**
   * What a key makes of it.
   *
   * @param key pressed
   * @param choices there are
   * @return the same where the key changes nothing of the view
   */
  public LiveSettings press(LiveKey key, LiveChoices choices) {
    return switch (key) {
      case NEXT_CLASS -> asking(question.nextClass(choices));
      case PREDICTED -> asking(question.predicted());
      case NEXT_LAYER -> asking(question.nextLayer(choices));
      case NEXT_METHOD -> asking(question.nextMethod(choices));
      case MORE_OPAQUE -> drawing(overlay.withAlpha(opacity(1)));
      case LESS_OPAQUE -> drawing(overlay.withAlpha(opacity(-1)));
      case NEXT_COLORMAP -> drawing(overlay.withColormap(nextColormap()));
      case FREEZE -> new LiveSettings(question, overlay, !frozen, help);
      case HELP -> new LiveSettings(question, overlay, frozen, !help);
      case SAVE, QUIT -> this;
    };
  }

  private LiveSettings asking(LiveQuestion other) {
    return new LiveSettings(other, overlay, frozen, help);
  }

  private LiveSettings drawing(Overlay other) {
    return new LiveSettings(question, other, frozen, help);
  }

  /** The next tenth. */
  private double opacity(int steps) {
    double tenths = Math.round(overlay.alpha() * OPACITY_STEPS) + steps;
    return Math.max(0, Math.min(tenths / OPACITY_STEPS, 1));
  }

  private Colormap nextColormap() {
    return LiveChoices.after(List.of(Colormap.values()), overlay.colormap());
  }
}
