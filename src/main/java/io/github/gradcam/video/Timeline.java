package io.github.gradcam.video;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The probabilities of a video's classes over time, in bounded memory however long it lasts: when
 * {@value #POINTS} points are full, neighbours become one.
 */
public final class Timeline {

  /** The most points; fewer where there are many thousands of classes. */
  static final int POINTS = 2000;

  /** The most classes that are told. */
  static final int SERIES = 8;

  /** A class that is never shown is told of if it was that probable once. */
  static final float LIKELY = 0.2f;

  private static final int VALUES = 4_000_000;
  private static final int FEWEST_POINTS = 100;

  private final List<TimelinePoint> points = new ArrayList<>();
  private int framesAPoint = 1;
  private long[] shown = {};
  private double[] sums = {};
  private float[] peaks = {};

  /** Begins before the first frame. */
  public Timeline() {}

  /**
   * Adds a frame.
   *
   * @param seconds when it is shown, not before the one added last
   * @param answer what is shown of it
   * @throws IllegalArgumentException if it has another number of classes than the first
   */
  public void add(double seconds, FrameAnswer answer) {
    float[] probabilities = answer.probabilities();
    boolean first = points.isEmpty();
    begin(probabilities.length);
    count(probabilities, answer.classIndex());
    if (points.isEmpty() || last().frames() == framesAPoint) {
      makeRoom();
      points.add(new TimelinePoint(probabilities.length));
    }
    last().add(seconds, probabilities, answer.cut() && !first);
  }

  /**
   * {@return when the points are: seconds, rising, each the mean of the frames that a point holds}
   */
  public double[] seconds() {
    return values(TimelinePoint::seconds);
  }

  /**
   * {@return the classes that tell the story: those shown, the longest first, then those that were
   * likely once; at most 8 class indexes}
   */
  public List<Integer> classes() {
    return IntStream.range(0, shown.length)
        .filter(i -> shown[i] > 0 || peaks[i] >= LIKELY)
        .boxed()
        .sorted(
            Comparator.<Integer>comparingLong(i -> shown[i])
                .thenComparingDouble(i -> sums[i])
                .reversed())
        .limit(SERIES)
        .toList();
  }

  /**
   * The probabilities of a class at the points.
   *
   * @param classIndex one of the classes
   * @return 0..1, as many as there are {@link #seconds}; NaN where the network gave no numbers
   */
  public double[] probabilities(int classIndex) {
    return values(point -> point.probability(classIndex));
  }

  /**
   * {@return when new scenes begin, besides the first one: seconds, rising; of those that fell
   * together into one point the first}
   */
  public double[] cuts() {
    return points.stream()
        .mapToDouble(TimelinePoint::cut)
        .filter(cut -> !Double.isNaN(cut))
        .toArray();
  }

  private void begin(int classes) {
    if (points.isEmpty()) {
      shown = new long[classes];
      sums = new double[classes];
      peaks = new float[classes];
    } else if (classes != shown.length) {
      throw new IllegalArgumentException(
          "Expected probabilities of %d classes, found %d".formatted(shown.length, classes));
    }
  }

  private void count(float[] probabilities, int classIndex) {
    shown[classIndex]++;
    if (TimelinePoint.finite(probabilities)) {
      for (int i = 0; i < probabilities.length; i++) {
        sums[i] += probabilities[i];
        peaks[i] = Math.max(peaks[i], probabilities[i]);
      }
    }
  }

  private void makeRoom() {
    int most = Math.max(FEWEST_POINTS, Math.min(POINTS, VALUES / Math.max(1, shown.length)));
    if (points.size() < most) {
      return;
    }
    for (int i = 0; i < most / 2; i++) {
      TimelinePoint merged = points.get(2 * i);
      merged.merge(points.get(2 * i + 1));
      points.set(i, merged);
    }
    points.subList(most / 2, most).clear();
    framesAPoint *= 2;
  }

  private TimelinePoint last() {
    return points.get(points.size() - 1);
  }

  private double[] values(ToDoubleFunction<TimelinePoint> value) {
    return points.stream().mapToDouble(value).toArray();
  }
}
