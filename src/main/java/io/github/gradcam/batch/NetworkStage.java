package io.github.gradcam.batch;

import io.github.gradcam.explain.Explanation;
import io.github.gradcam.flow.Conveyor;
import io.github.gradcam.flow.StageClock;
import io.github.gradcam.model.DeviceMemoryException;
import java.util.ArrayList;
import java.util.List;

/** One thread that gives batches to the network of a device; others may share the queues. */
final class NetworkStage {

  /** The least of the memory that is left for others. */
  private static final double SPARE = 0.15;

  private final Network network;
  private final BatchSizer sizer;
  private final Conveyor<PreparedImage> in;
  private final Conveyor<ExplainedImage> out;
  private final long memory;
  private final Object turn;
  private final StageClock clock = new StageClock();

  /** Explains a batch: one explanation for each of at least one image. */
  @FunctionalInterface
  interface Network {
    List<Explanation> explain(List<PreparedImage> images);
  }

  /**
   * Joins the queues.
   *
   * @param memory bytes that the images of a batch may take
   * @param turn held by the thread that collects a batch, so that two do not share the images of
   *     one
   */
  NetworkStage(
      Network network,
      BatchSizer sizer,
      Conveyor<PreparedImage> in,
      Conveyor<ExplainedImage> out,
      long memory,
      Object turn) {
    this.network = network;
    this.sizer = sizer;
    this.in = in;
    this.out = out;
    this.memory = memory;
    this.turn = turn;
  }

  /** Explains until no image is left. */
  void run() {
    for (List<PreparedImage> batch = batch(); !batch.isEmpty(); batch = batch()) {
      if (!explain(batch)) {
        return;
      }
    }
  }

  double seconds() {
    return clock.seconds();
  }

  /** Waits for a full one: a size that changes from run to run costs more than the wait. */
  private List<PreparedImage> batch() {
    synchronized (turn) {
      int size = sizer.size();
      List<PreparedImage> batch = new ArrayList<>(size);
      long bytes = 0;
      while (batch.size() < size && bytes < memory) {
        PreparedImage image = in.take();
        if (image == null) {
          break;
        }
        batch.add(image);
        bytes += image.bytes();
      }
      if (bytes >= memory) {
        sizer.limit(batch.size());
      }
      return batch;
    }
  }

  /** What does not fit into the device's memory is halved; no memory for one is the run's end. */
  private boolean explainHalves(List<PreparedImage> batch, DeviceMemoryException failure) {
    sizer.exhausted(batch.size());
    int half = batch.size() / 2;
    if (half == 0) {
      throw failure;
    }
    return explain(batch.subList(0, half)) && explain(batch.subList(half, batch.size()));
  }

  private boolean explain(List<PreparedImage> batch) {
    List<Explanation> explanations;
    long start = System.nanoTime();
    try {
      explanations = network.explain(batch);
    } catch (DeviceMemoryException e) {
      clock.addSince(start);
      return explainHalves(batch, e);
    }
    clock.addSince(start);
    if (!sizer.settled() && FreeMemory.share() < SPARE) {
      sizer.stopGrowing();
    }
    sizer.measured(batch.size(), (System.nanoTime() - start) / 1e9);
    for (int i = 0; i < batch.size(); i++) {
      if (!out.put(new ExplainedImage(batch.get(i), explanations.get(i)))) {
        return false;
      }
    }
    return true;
  }
}
