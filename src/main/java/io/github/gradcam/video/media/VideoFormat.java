package io.github.gradcam.video.media;

import io.github.gradcam.image.QuarterTurn;

/**
 * What a video tells of itself before its frames are read.
 *
 * @param width columns of a frame as it is stored, pixels
 * @param height rows of a frame as it is stored, pixels
 * @param turn what makes a stored frame upright
 * @param pixelAspect width of a pixel to its height
 * @param frameRate frames a second, on average where they are uneven
 * @param timeBase seconds of one tick of the frames' time stamps
 * @param frames how many there are, about; 0 where that is not known
 * @param seconds how long it lasts, 0 where that is not known
 */
public record VideoFormat(
    int width,
    int height,
    QuarterTurn turn,
    Ratio pixelAspect,
    Ratio frameRate,
    Ratio timeBase,
    long frames,
    double seconds) {

  /** {@return columns of an upright frame} */
  public int uprightWidth() {
    return turn.swapsSides() ? height : width;
  }

  /** {@return rows of an upright frame} */
  public int uprightHeight() {
    return turn.swapsSides() ? width : height;
  }

  /** {@return how long a frame is shown, as a rule: ticks of the time base, at least 1} */
  long ticksAFrame() {
    return Math.max(1, Math.round(1 / (frameRate.value() * timeBase.value())));
  }

  /** {@return the same video with its frames stored upright: a format without a turn} */
  VideoFormat upright() {
    return new VideoFormat(
        uprightWidth(),
        uprightHeight(),
        QuarterTurn.NONE,
        pixelAspect,
        frameRate,
        timeBase,
        frames,
        seconds);
  }

  /**
   * The same video with larger or smaller frames.
   *
   * @param newWidth columns of an upright frame, pixels
   * @param newHeight rows of an upright frame, pixels
   * @return a format
   */
  public VideoFormat withUprightSize(int newWidth, int newHeight) {
    boolean swaps = turn.swapsSides();
    return new VideoFormat(
        swaps ? newHeight : newWidth,
        swaps ? newWidth : newHeight,
        turn,
        pixelAspect,
        frameRate,
        timeBase,
        frames,
        seconds);
  }
}
