package io.github.gradcam.batch;

import io.github.gradcam.flow.StageClock;

/** How long each stage of the pipeline worked, summed over its threads. */
public final class StageTimes {

  private final StageClock read = new StageClock();
  private final StageClock network = new StageClock();
  private final StageClock render = new StageClock();

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
    return new Seconds(read.seconds(), network.seconds(), render.seconds());
  }

  void addRead(long start) {
    read.addSince(start);
  }

  void addNetwork(long start) {
    network.addSince(start);
  }

  void addRender(long start) {
    render.addSince(start);
  }
}
