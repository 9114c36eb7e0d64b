package io.github.gradcam.video;

import io.github.gradcam.video.media.VideoFormat;

/**
 * How much of a video is worked on at once.
 *
 * @param inputSize rows and columns of the network's input
 * @param every the network looks at every so many frames, and at cuts, at least 1
 * @param batch frames a run of the network, at least 1
 * @param threads that draw, at least 1
 * @param waiting frames that wait between two stages at most, at least 1
 */
public record PipelineShape(int inputSize, int every, int batch, int threads, int waiting) {

  private static final long WAITING_BYTES = 64L << 20;
  private static final int MOST_WAITING = 16;

  /**
   * Checks that all numbers are at least 1.
   *
   * @throws IllegalArgumentException if one is below 1
   */
  public PipelineShape {
    if (Math.min(Math.min(inputSize, every), Math.min(batch, Math.min(threads, waiting))) < 1) {
      throw new IllegalArgumentException(
          "Expected an input size, every, batch, threads and waiting of at least 1, found "
              + "%d, %d, %d, %d, %d".formatted(inputSize, every, batch, threads, waiting));
    }
  }

  /**
   * A shape whose frames fit into memory.
   *
   * @param format of the video
   * @param inputSize rows and columns of the network's input
   * @param every the network looks at every so many frames
   * @param batch frames a run of the network, fewer where they are large
   * @param threads that draw
   * @param memory bytes that may be used
   * @return a shape
   * @throws IllegalArgumentException if the frames between two that are looked at do not fit
   */
  public static PipelineShape fitting(
      VideoFormat format, int inputSize, int every, int batch, int threads, long memory) {
    long frame = 3L * format.width() * format.height();
    long fit = memory / 2 / frame;
    if (every > fit) {
      throw new IllegalArgumentException(
          "Expected --every of at most %d for frames of %d x %d pixels in this memory, found %d; raise JAVA_OPTS=-Xmx"
              .formatted(fit, format.width(), format.height(), every));
    }
    long fitting = Math.max(1, Math.min(batch, fit / every));
    long waiting = Math.max(2, Math.min(MOST_WAITING, WAITING_BYTES / frame));
    return new PipelineShape(inputSize, every, (int) fitting, threads, (int) waiting);
  }
}
