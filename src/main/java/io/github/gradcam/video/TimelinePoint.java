package io.github.gradcam.video;

/** The mean of some frames that follow each other. */
final class TimelinePoint {

  private final float[] sums;
  private int frames;
  private int finite;
  private double seconds;
  private double cut = Double.NaN;

  TimelinePoint(int classes) {
    sums = new float[classes];
  }

  /** Adds a frame; one whose probabilities are no numbers counts for its time only. */
  void add(double at, float[] probabilities, boolean isCut) {
    frames++;
    seconds += at;
    if (isCut && Double.isNaN(cut)) {
      cut = at;
    }
    if (finite(probabilities)) {
      finite++;
      add(probabilities);
    }
  }

  /** Adds the frames of the next point. */
  void merge(TimelinePoint next) {
    frames += next.frames;
    finite += next.finite;
    seconds += next.seconds;
    cut = Double.isNaN(cut) ? next.cut : cut;
    add(next.sums);
  }

  int frames() {
    return frames;
  }

  double seconds() {
    return seconds / frames;
  }

  /** The mean of a class, NaN where no frame has numbers. */
  double probability(int classIndex) {
    return finite == 0 ? Double.NaN : sums[classIndex] / finite;
  }

  /** When the first new scene among the frames begins, NaN where none does. */
  double cut() {
    return cut;
  }

  static boolean finite(float[] probabilities) {
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        return false;
      }
    }
    return true;
  }

  private void add(float[] values) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += values[i];
    }
  }
}
