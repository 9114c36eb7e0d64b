package io.github.gradcam.explain;

import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.model.DeviceMemoryException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * The stage of a pipeline that gives batches to the network. What does not fit into the device's
 * memory is halved; no memory for a single piece ends the pipeline.
 *
 * @param <A> what has an input for the network
 * @param <B> what has its explanations
 */
public final class NetworkStage<A, B> implements Pipeline.Batches<A, B> {

  /** The least of the memory that is left for others. */
  private static final double SPARE = 0.15;

  private final Function<List<A>, List<B>> network;
  private final BatchSizer sizer;
  private final ToLongFunction<A> bytes;
  private final long memory;

  /**
   * Batches of a number of pieces.
   *
   * @param network explains at least one piece, without other effects where it fails
   * @param batchSize pieces in a batch, at least 1
   */
  public NetworkStage(Function<List<A>, List<B>> network, int batchSize) {
    this(network, BatchSizer.fixed(batchSize), piece -> 0, Long.MAX_VALUE);
  }

  /**
   * Batches whose size is found, or which end where their pieces take too much memory.
   *
   * @param network explains at least one piece, without other effects where it fails
   * @param sizer tells the size, and may be shared
   * @param bytes that a piece takes
   * @param memory bytes that the pieces of a batch may take, at least 1
   */
  public NetworkStage(
      Function<List<A>, List<B>> network, BatchSizer sizer, ToLongFunction<A> bytes, long memory) {
    this.network = network;
    this.sizer = sizer;
    this.bytes = bytes;
    this.memory = memory;
  }

  /** A full one is waited for: a size that changes from run to run costs more than the wait. */
  @Override
  public boolean isFull(List<A> batch) {
    boolean heavy = batch.stream().mapToLong(bytes).sum() >= memory;
    if (heavy) {
      sizer.limit(batch.size());
    }
    return heavy || batch.size() >= sizer.size();
  }

  @Override
  public List<B> apply(List<A> batch) {
    if (batch.size() > sizer.size()) { // it would not fit
      return halves(batch);
    }
    long start = System.nanoTime();
    List<B> explained;
    try {
      explained = network.apply(batch);
    } catch (DeviceMemoryException e) {
      sizer.exhausted(batch.size());
      if (batch.size() == 1) {
        throw e;
      }
      return halves(batch);
    }
    if (!sizer.settled() && FreeMemory.share() < SPARE) {
      sizer.stopGrowing();
    }
    sizer.measured(batch.size(), (System.nanoTime() - start) / 1e9);
    return explained;
  }

  private List<B> halves(List<A> batch) {
    int half = batch.size() / 2;
    List<B> explained = new ArrayList<>(apply(batch.subList(0, half)));
    explained.addAll(apply(batch.subList(half, batch.size())));
    return explained;
  }
}
