package io.github.gradcam.video;

import org.jspecify.annotations.Nullable;

/** Frames one after the other. Not for several threads. */
public interface FrameSource extends AutoCloseable {

  /**
   * What is known before the frames are read.
   *
   * @return the format
   */
  VideoFormat format();

  /**
   * Reads the next frame.
   *
   * @return upright; null at the end
   * @throws VideoException if it cannot be read
   */
  @Nullable VideoFrame next() throws VideoException;

  /**
   * Why the frames ended before the end that was announced.
   *
   * @return a sentence for users; null if they did not
   */
  @Nullable String endedEarly();

  /** Releases everything; safe to call twice. */
  @Override
  void close();
}
