package io.github.gradcam.video.live;

import org.jspecify.annotations.Nullable;

/**
 * How a live view went.
 *
 * @param captured frames that the source gave
 * @param dropped frames that were stale before the view could take them
 * @param view what was seen
 * @param recorded images in the recording
 * @param leftOut images that were seen but could not be recorded in time
 * @param failure why the view or its recording ended early; null where they did not
 */
public record LiveStatistics(
    long captured, long dropped, View view, long recorded, long leftOut, @Nullable String failure) {

  /**
   * What was seen.
   *
   * @param frames that were explained and shown
   * @param seconds that the view lasted
   * @param medianAge seconds between a frame's arrival and its being shown, of half of them at most
   * @param longestAge seconds, the longest of them
   * @param medianPeriod seconds from taking a frame to having shown it, of half of them at most
   * @param longestPeriod seconds, the longest of them
   */
  public record View(
      long frames,
      double seconds,
      double medianAge,
      double longestAge,
      double medianPeriod,
      double longestPeriod) {

    /**
     * Frames a second.
     *
     * @return on average over the whole view
     */
    public double rate() {
      return seconds > 0 ? frames / seconds : 0;
    }
  }
}
