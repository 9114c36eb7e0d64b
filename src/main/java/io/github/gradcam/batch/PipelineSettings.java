package io.github.gradcam.batch;

import io.github.gradcam.explain.BatchSizer;

/**
 * How a pipeline shares the machine.
 *
 * @param batchSize images a run of the network, or {@link #AUTO} to find it
 * @param decodeThreads that read and decode, at least 1
 * @param writeThreads that draw and write, at least 1
 * @param runsAtOnce of the network on each device, at least 1, such as {@link #RUNS_AT_ONCE}
 * @param memory bytes that waiting images may take
 */
public record PipelineSettings(
    int batchSize, int decodeThreads, int writeThreads, int runsAtOnce, long memory) {

  /** A batch size that is found. */
  public static final int AUTO = 0;

  /**
   * What suits most devices: while one run is computed, the images of the other are brought to the
   * device and its maps are scaled.
   */
  public static final int RUNS_AT_ONCE = 2;

  /** The largest batch that is tried by itself. */
  static final int MOST = 512;

  private static final int FIRST = 8;

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is too small
   */
  public PipelineSettings {
    if (batchSize < AUTO || decodeThreads < 1 || writeThreads < 1 || runsAtOnce < 1 || memory < 1) {
      throw new IllegalArgumentException(
          "Expected a batch size, threads, runs and memory of at least 1, found %d, %d, %d, %d, %d"
              .formatted(batchSize, decodeThreads, writeThreads, runsAtOnce, memory));
    }
  }

  BatchSizer sizer() {
    return batchSize == AUTO ? BatchSizer.growing(FIRST, MOST) : BatchSizer.fixed(batchSize);
  }
}
