package io.github.gradcam.batch;

import java.util.concurrent.atomic.LongAdder;

/** How long each stage of the pipeline worked, summed over its threads. */
public final class StageTimes {

  private final LongAdder read = new LongAdder();
  private final LongAdder network = new LongAdder();
  private final LongAdder render = new LongAdder();

  /**
   * What the stages did so far.
   *
   * @param read seconds of reading, decoding and resizing
   * @param network seconds of the network and its gradient
   * @param render seconds of drawing, encoding and writing
   */
  public record Seconds(double read, double network, double render) {

    /**
     * What was done since.
     *
     * @param earlier an earlier state
     * @return the difference
     */
    public Seconds minus(Seconds earlier) {
      return new Seconds(read - earlier.read, network - earlier.network, render - earlier.render);
    }

    /**
     * The work of all stages.
     *
     * @return seconds
     */
    public double total() {
      return read + network + render;
    }
  }

  /**
   * Reads the clocks.
   *
   * @return the sums so far
   */
  public Seconds seconds() {
    return new Seconds(read.sum() / 1e9, network.sum() / 1e9, render.sum() / 1e9);
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
