package io.github.gradcam.video.live;

import org.jspecify.annotations.Nullable;

/** That there is no display for a window, and what to do about it. */
public final class MissingDisplay {

  private MissingDisplay() {}

  /**
   * One line for users.
   *
   * @param display the value of {@code DISPLAY} in the environment, null where it is not set
   */
  public static String message(@Nullable String display) {
    boolean unset = display == null || display.isBlank();
    return "Expected a display for the window, found none (%s); use --no-window --record OUT.mp4"
        .formatted(
            unset
                ? "DISPLAY is not set"
                : "DISPLAY is %s, which Java cannot use".formatted(display));
  }
}
