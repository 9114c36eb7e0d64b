package io.github.gradcam.video;

import java.io.IOException;

/** Takes explained frames, in order. */
@FunctionalInterface
public interface FrameSink {

  /**
   * Takes the next frame.
   *
   * @param frame explained and drawn
   * @throws IOException if it cannot be written; no more are given then
   */
  void accept(ExplainedFrame frame) throws IOException;
}
