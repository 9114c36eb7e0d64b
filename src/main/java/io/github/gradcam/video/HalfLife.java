package io.github.gradcam.video;

/**
 * How fast the past loses weight.
 *
 * @param seconds after which half of it counts; 0 where it never counts
 */
record HalfLife(double seconds) {

  HalfLife {
    if (!(seconds >= 0)) {
      throw new IllegalArgumentException(
          "Expected a half-life of 0 seconds or more, found " + seconds);
    }
  }

  /** The weight of what was before, 0..1, after some seconds. */
  double weight(double elapsed) {
    return seconds == 0 ? 0 : Math.pow(0.5, elapsed / seconds);
  }

  /** What becomes of a value that heads for another. */
  double towards(double next, double before, double elapsed) {
    return next + weight(elapsed) * (before - next);
  }
}
