package io.github.gradcam.video.live;

import io.github.gradcam.image.RgbImage;
import java.io.IOException;

/** Takes the images of a recording. Not for several threads. */
public interface LiveSink extends AutoCloseable {

  /** Begins a recording. */
  @FunctionalInterface
  interface Opener {

    /**
     * Begins it.
     *
     * @param width columns of all its images, even
     * @param height rows of all its images, even
     * @return the caller's to close
     * @throws IOException if it cannot be written
     */
    LiveSink open(int width, int height) throws IOException;
  }

  /**
   * Adds an image.
   *
   * @param picture of the recording's size
   * @param microseconds when it is shown, later than the one before
   * @throws IOException if it cannot be written, such as on a full disk
   */
  void write(RgbImage picture, long microseconds) throws IOException;

  /**
   * Completes the recording; safe to call twice.
   *
   * @throws IOException if it cannot be completed
   */
  @Override
  void close() throws IOException;
}
