package io.github.gradcam.explain;

/**
 * Finds the batch size by itself: it doubles while the network gets through more images a second,
 * and stays at the best. A size that did not fit into the device's memory is never tried again.
 * Safe for several threads.
 */
public final class BatchSizer {

  /** What a doubling has to gain. */
  private static final double GAIN = 1.03;

  /** Runs at a new size that are not counted: the first ones prepare the device. */
  private static final int WARM_UP = 1;

  private static final int RUNS = 3;
  private static final double SECONDS = 0.5;

  private int size;
  private int most;
  private boolean settled;
  private int best;
  private double bestRate;
  private int runs;
  private long images;
  private double seconds;

  private BatchSizer(int size, int most, boolean settled) {
    this.size = size;
    this.most = most;
    this.settled = settled;
    this.best = size;
  }

  /**
   * A size that stays, unless it does not fit.
   *
   * @param size at least 1
   */
  public static BatchSizer fixed(int size) {
    return new BatchSizer(size, size, true);
  }

  /**
   * A size that grows.
   *
   * @param first where it begins, at least 1
   * @param most where it ends at the latest
   */
  public static BatchSizer growing(int first, int most) {
    return new BatchSizer(Math.min(first, most), most, false);
  }

  /** How many images the next run should take. */
  public synchronized int size() {
    return size;
  }

  /** Whether the size is found. */
  synchronized boolean settled() {
    return settled;
  }

  /**
   * A run is done; one of another size than asked for tells nothing.
   *
   * @param count images in it
   * @param time seconds that it took
   */
  synchronized void measured(int count, double time) {
    if (settled || count != size) {
      return;
    }
    runs++;
    if (runs > WARM_UP) {
      images += count;
      seconds += time;
    }
    if (runs >= WARM_UP + RUNS && seconds >= SECONDS) {
      judge(images / seconds);
    }
  }

  /**
   * A run did not fit into memory.
   *
   * @param count images in it
   */
  synchronized void exhausted(int count) {
    most = Math.max(1, Math.min(most, count / 2));
    if (size > most) {
      size = most;
      best = most;
      settled = true;
    }
  }

  /** Larger runs would take more memory than there is. */
  synchronized void stopGrowing() {
    settled = true;
    size = best;
  }

  /**
   * The images that may wait take no larger runs.
   *
   * @param count images in a run, at least 1
   */
  synchronized void limit(int count) {
    most = Math.min(most, count);
    if (size > most) {
      size = most;
      best = most;
      settled = true;
    }
  }

  private void judge(double rate) {
    if (rate > bestRate * GAIN) {
      best = size;
      bestRate = rate;
      if (2 * size <= most) {
        begin(2 * size);
        return;
      }
    }
    settled = true;
    size = best;
  }

  private void begin(int next) {
    size = next;
    runs = 0;
    images = 0;
    seconds = 0;
  }
}
