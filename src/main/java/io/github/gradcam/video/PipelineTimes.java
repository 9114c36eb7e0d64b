package io.github.gradcam.video;

/**
 * How long a pipeline and each of its stages worked.
 *
 * @param frames that came out
 * @param wall seconds from the first to the last
 * @param decode seconds of reading, decoding and preparing frames
 * @param network seconds of the network and its gradient
 * @param draw seconds of colouring and lettering, summed over threads
 * @param encode seconds of encoding and writing
 */
public record PipelineTimes(
    long frames, double wall, double decode, double network, double draw, double encode) {

  /**
   * The throughput.
   *
   * @return frames a second
   */
  public double framesPerSecond() {
    return wall <= 0 ? 0 : frames / wall;
  }

  /**
   * How busy a stage was.
   *
   * @param seconds of one stage
   * @return percent of the time; more than 100 where several threads drew at once
   */
  public double share(double seconds) {
    return wall <= 0 ? 0 : 100 * seconds / wall;
  }
}
