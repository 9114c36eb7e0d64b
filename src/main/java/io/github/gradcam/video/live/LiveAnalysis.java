package io.github.gradcam.video.live;

import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.FrameAnswer;

/** Answers for the frames of a live view, one after the other. Not for several threads. */
@FunctionalInterface
public interface LiveAnalysis {

  /**
   * Explains a frame.
   *
   * @param picture of any size
   * @param seconds when it came, later than the one before or the same
   * @param question what is asked; may differ from frame to frame
   * @param again whether the image is the one before, asked another question
   * @return the answer
   */
  FrameAnswer explain(RgbImage picture, double seconds, LiveQuestion question, boolean again);
}
