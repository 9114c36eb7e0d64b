package io.github.gradcam.batch.spark;

/** How many parts the images are shared into. */
final class TaskCount {

  /** What a task that is run again costs at most, and a file of results holds, for most runs. */
  private static final int IMAGES = 512;

  private static final int MOST_IMAGES = 8192;

  /** More tasks than these only keep the driver busy: each gets more images instead. */
  private static final int MANY = 20_000;

  /** Tasks for each core, so that those that end early help the others. */
  private static final int ROUNDS = 4;

  /** The least that fills a few batches. */
  private static final int FEW = 16;

  private TaskCount() {}

  /**
   * Decides.
   *
   * @param images at least 1
   * @param cores of all executors
   */
  static int of(long images, int cores) {
    long each = Math.min(MOST_IMAGES, Math.max(IMAGES, images / MANY));
    each = Math.min(each, Math.max(FEW, images / ((long) ROUNDS * Math.max(1, cores))));
    return Math.toIntExact(Math.max(1, (images + each - 1) / each));
  }
}
