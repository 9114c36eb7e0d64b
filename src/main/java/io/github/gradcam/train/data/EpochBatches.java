package io.github.gradcam.train.data;

import io.github.gradcam.image.InputPixels;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The batches of one epoch: keeps a window of images in preparation, and takes them in the order of
 * the epoch, so that the result does not depend on which is ready first.
 */
final class EpochBatches implements Iterator<Batch> {

  /** An image that a worker prepares; empty if it cannot be read. */
  private record Pending(int index, Future<Optional<byte[]>> pixels) {}

  private final BatchLoader loader;
  private final int[] positions;
  private final IntFunction<Future<Optional<byte[]>>> prepare;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private int submitted;
  private int delivered;
  private @Nullable Batch ready;
  private boolean cancelled;

  EpochBatches(BatchLoader loader, int[] positions, IntFunction<Future<Optional<byte[]>>> prepare) {
    this.loader = loader;
    this.positions = positions;
    this.prepare = prepare;
    submit();
  }

  @Override
  public boolean hasNext() {
    if (ready == null && !cancelled) {
      long start = System.nanoTime();
      ready = assemble();
      loader.addWait(System.nanoTime() - start);
    }
    return ready != null;
  }

  @Override
  public Batch next() {
    if (!hasNext() || ready == null) {
      throw new NoSuchElementException("The epoch has no more batches");
    }
    Batch batch = ready;
    ready = null;
    delivered++;
    return batch;
  }

  /** Drops the images in preparation; no batch follows. */
  void cancel() {
    cancelled = true;
    ready = null;
    pending.forEach(image -> image.pixels().cancel(false));
    pending.clear();
  }

  private void submit() {
    while (pending.size() < loader.window() && submitted < positions.length) {
      int index = positions[submitted++];
      if (!loader.isSkipped(index)) {
        pending.add(new Pending(index, prepare.apply(index)));
      }
    }
  }

  private @Nullable Batch assemble() {
    BatchShape shape = loader.shape();
    List<byte[]> images = new ArrayList<>(shape.batchSize());
    List<Example> examples = new ArrayList<>(shape.batchSize());
    while (images.size() < shape.batchSize() && !pending.isEmpty()) {
      Pending image = pending.remove();
      await(image.pixels())
          .ifPresent(
              pixels -> {
                images.add(pixels);
                examples.add(loader.examples().get(image.index()));
              });
      submit();
    }
    boolean enough = shape.dropRemainder() ? images.size() == shape.batchSize() : !images.isEmpty();
    if (!enough && delivered == 0) {
      throw noBatch(images.size());
    }
    return enough ? join(images, examples) : null;
  }

  private Batch join(List<byte[]> images, List<Example> examples) {
    int[] labels = examples.stream().mapToInt(Example::classIndex).toArray();
    return new Batch(InputPixels.joined(images), labels, List.copyOf(examples), images.size());
  }

  private DataSetException noBatch(int readable) {
    List<Skipped> skipped = loader.skipped();
    String first =
        skipped.isEmpty()
            ? "use a smaller batch"
            : "the first that cannot be read is %s: %s"
                .formatted(skipped.get(0).path(), skipped.get(0).reason());
    int needed = loader.shape().dropRemainder() ? loader.shape().batchSize() : 1;
    return new DataSetException(
        "Expected at least %d readable images for a batch, found %d of %d; %s"
            .formatted(needed, readable, positions.length, first));
  }

  private static Optional<byte[]> await(Future<Optional<byte[]>> pixels) {
    try {
      return pixels.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("Interrupted while waiting for images");
    } catch (ExecutionException e) {
      throw new IllegalStateException("An image could not be prepared", e.getCause());
    }
  }
}
