package io.github.gradcam.video;

/** The time from frame to frame. */
final class Steps {

  /** Where the clock stands still or goes back, as at the seam of a loop. */
  static final double USUAL = 1 / 25.0;

  private double last = Double.NaN;

  /** Seconds since the call before, more than 0. */
  double since(double seconds) {
    double elapsed = seconds - last;
    last = seconds;
    return elapsed > 0 && Double.isFinite(elapsed) ? elapsed : USUAL;
  }
}
