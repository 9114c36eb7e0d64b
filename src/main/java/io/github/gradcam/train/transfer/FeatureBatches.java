package io.github.gradcam.train.transfer;

import io.github.gradcam.model.trunk.Cut;
import io.github.gradcam.train.data.Batch;
import io.github.gradcam.train.data.BatchSource;
import io.github.gradcam.train.data.DataSetException;
import io.github.gradcam.train.data.Example;
import io.github.gradcam.train.data.Order;
import io.github.gradcam.train.data.Seed;
import io.github.gradcam.train.data.Skipped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Batches of what is known of images at one cut, read from files. */
final class FeatureBatches implements BatchSource {

  private final FeatureSet features;
  private final int offset;
  private final int bytes;
  private final int batchSize;
  private final Order order;
  private long waitNanos;

  /**
   * Prepares to read.
   *
   * @param features of the images
   * @param offset where in a record the values at the cut begin
   * @param cut whose values are read
   * @param batchSize images a batch
   * @param order shuffled, with another view of each image each epoch and without a last batch that
   *     is smaller; or as they are listed, in their first view
   */
  FeatureBatches(FeatureSet features, int offset, Cut cut, int batchSize, Order order) {
    this.features = features;
    this.offset = offset;
    this.bytes = cut.bytes();
    this.batchSize = batchSize;
    this.order = order;
    if (batchesPerEpoch() == 0) {
      throw new DataSetException(
          "Expected at least %d readable images for a batch, found %d; use a smaller batch"
              .formatted(order.shuffled() ? batchSize : 1, features.size()));
    }
  }

  @Override
  public Iterator<Batch> epoch(int epoch) {
    int[] positions = order.positions(features.size(), epoch);
    int batches = batchesPerEpoch();
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < batches;
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("The epoch has no more batches");
        }
        return batch(positions, next++ * batchSize, epoch);
      }
    };
  }

  @Override
  public int batchesPerEpoch() {
    return (features.size() + (order.shuffled() ? 0 : batchSize - 1)) / batchSize;
  }

  @Override
  public int size() {
    return features.examples().size();
  }

  @Override
  public List<Skipped> skipped() {
    return features.skipped();
  }

  @Override
  public long waitNanos() {
    return waitNanos;
  }

  @Override
  public void close() {}

  private Batch batch(int[] positions, int from, int epoch) {
    final long start = System.nanoTime();
    int count = Math.min(batchSize, positions.length - from);
    ByteBuffer values = ByteBuffer.allocate(Math.multiplyExact(count, bytes));
    int[] labels = new int[count];
    List<Example> examples = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int position = positions[from + i];
      values.limit((i + 1) * bytes);
      try {
        features.read(view(position, epoch), position, offset, values);
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot read the features again", e);
      }
      Example example = features.example(position);
      labels[i] = example.classIndex();
      examples.add(example);
    }
    waitNanos += System.nanoTime() - start;
    return new Batch(values.array(), labels, examples, count);
  }

  /** Each epoch takes the next view, from another one for each image. */
  private int view(int position, int epoch) {
    int views = features.views();
    return order.shuffled() ? Math.floorMod(Seed.of(order.seed(), position) + epoch, views) : 0;
  }
}
