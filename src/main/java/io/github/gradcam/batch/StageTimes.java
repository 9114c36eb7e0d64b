package io.github.gradcam.batch;

import java.util.concurrent.atomic.LongAdder;

/** How long each stage of the pipeline worked, summed over its threads. */
public final class StageTimes {

  private final LongAdder read = new LongAdder();
  private final LongAdder network = new LongAdder();
  private final LongAdder render = new LongAdder();

  /**
   * Reading, decoding and resizing.
   *
   * @return seconds
   */
  public double readSeconds() {
    return read.sum() / 1e9;
  }

  /**
   * The network and its gradient.
   *
   * @return seconds
   */
  public double networkSeconds() {
    return network.sum() / 1e9;
  }

  /**
   * Drawing, encoding and writing.
   *
   * @return seconds
   */
  public double renderSeconds() {
    return render.sum() / 1e9;
  }

  void addRead(long nanos) {
    read.add(nanos);
  }

  void addNetwork(long nanos) {
    network.add(nanos);
  }

  void addRender(long nanos) {
    render.add(nanos);
  }
}
