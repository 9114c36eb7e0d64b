package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;

/** Takes the pictures of a recording. Not for several threads. */
public interface FrameSink extends AutoCloseable {

  /** Begins a recording. */
  @FunctionalInterface
  interface Opener {

    /**
     * Begins it.
     *
     * @param width columns of all its pictures, even
     * @param height rows of all its pictures, even
     * @return the caller's to close
     * @throws VideoException if it cannot be written
     */
    FrameSink open(int width, int height) throws VideoException;
  }

  /**
   * Adds a picture.
   *
   * @param picture of the recording's size
   * @param microseconds when it is shown, later than the one before
   * @throws VideoException if it cannot be written, such as on a full disk
   */
  void write(RgbImage picture, long microseconds) throws VideoException;

  /**
   * Completes the recording; safe to call twice.
   *
   * @throws VideoException if it cannot be completed
   */
  @Override
  void close() throws VideoException;
}
