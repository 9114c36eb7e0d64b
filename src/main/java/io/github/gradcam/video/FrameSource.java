package io.github.gradcam.video;

import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.util.List;
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
   * Looks at frames here and there, before the first is read.
   *
   * @param most how many, at most
   * @return upright pictures spread over the video, fewer where they cannot be reached
   * @throws IOException if the source cannot be read
   */
  List<RgbImage> sample(int most) throws IOException;

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
