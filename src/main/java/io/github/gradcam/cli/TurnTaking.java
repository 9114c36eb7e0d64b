package io.github.gradcam.cli;

import java.util.Arrays;

/** Measures two tasks in turns, so that what else the machine does meets both. */
public final class TurnTaking {

  private static final int WARM_UP = 3;

  private TurnTaking() {}

  /**
   * Measures.
   *
   * @param first a task
   * @param second another
   * @param rounds how often they take turns
   * @param seconds how long each is measured at least
   * @return the median seconds of one run of each
   */
  public static double[] medians(Runnable first, Runnable second, int rounds, double seconds) {
    for (int i = 0; i < WARM_UP; i++) {
      first.run();
      second.run();
    }
    int perRound = (int) Math.max(1, seconds / rounds / Math.max(1e-4, time(second, 1)));
    double[][] times = new double[2][rounds];
    for (int round = 0; round < rounds; round++) {
      times[0][round] = time(first, perRound);
      times[1][round] = time(second, perRound);
    }
    Arrays.sort(times[0]);
    Arrays.sort(times[1]);
    return new double[] {times[0][rounds / 2], times[1][rounds / 2]};
  }

  private static double time(Runnable task, int repeats) {
    long start = System.nanoTime();
    for (int i = 0; i < repeats; i++) {
      task.run();
    }
    return (System.nanoTime() - start) / 1e9 / repeats;
  }
}
