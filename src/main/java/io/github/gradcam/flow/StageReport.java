package io.github.gradcam.flow;

import java.util.Comparator;
import java.util.List;

/**
 * How a stage of a pipeline spent its time.
 *
 * @param name of the stage
 * @param threads at work in it
 * @param wall seconds from the beginning of the pipeline
 * @param busy seconds of work, summed over the threads
 * @param waitedForWork seconds, summed over the threads
 * @param waitedForRoom seconds, summed over the threads
 */
public record StageReport(
    String name,
    int threads,
    double wall,
    double busy,
    double waitedForWork,
    double waitedForRoom) {

  /**
   * A share of the time that all threads had.
   *
   * @param seconds summed over the threads
   * @return 0..1
   */
  public double share(double seconds) {
    return wall <= 0 ? 0 : Math.min(1, seconds / (wall * threads));
  }

  /** {@return how many of its threads worked, on average, from 0 to all} */
  public double load() {
    return wall <= 0 ? 0 : busy / wall;
  }

  /**
   * {@return the share of its time that it did not work: for want of work or room, or as it had
   * ended; 0..1}
   */
  public double waited() {
    return 1 - share(busy);
  }

  /**
   * The stage that held up the others.
   *
   * @param stages at least one
   * @return the one that waited least
   */
  public static StageReport bottleneck(List<StageReport> stages) {
    return stages.stream().min(Comparator.comparingDouble(StageReport::waited)).orElseThrow();
  }
}
