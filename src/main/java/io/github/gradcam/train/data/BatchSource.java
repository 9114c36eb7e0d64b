package io.github.gradcam.train.data;

import java.util.Iterator;
import java.util.List;

/** Gives the batches of each epoch. */
public interface BatchSource extends AutoCloseable {

  /**
   * Begins an epoch; one begun before ends early.
   *
   * @param epoch the epoch's number from 0, which with the seed decides order and views
   * @return the batches in order
   */
  Iterator<Batch> epoch(int epoch);

  /**
   * Counts the batches of an epoch.
   *
   * @return at most too high by those of images that cannot be read and were not met yet
   */
  int batchesPerEpoch();

  /**
   * Counts the images, those that cannot be read among them.
   *
   * @return the number given
   */
  int size();

  /**
   * Lists the images left out so far.
   *
   * @return each with its reason
   */
  List<Skipped> skipped();

  /**
   * Lists the images so far whose pixels may be wrong.
   *
   * @return those that were decoded for this source; none where it gives features that are kept
   */
  default DoubtfulImages doubtful() {
    return new DoubtfulImages(List.of());
  }

  /**
   * Tells how long the network waited for batches.
   *
   * @return nanoseconds over all epochs
   */
  long waitNanos();

  /** Releases what it holds; safe to call twice. */
  @Override
  void close();
}
