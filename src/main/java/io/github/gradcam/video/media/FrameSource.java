package io.github.gradcam.video.media;

import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Frames one after the other. Not for several threads. */
public interface FrameSource extends AutoCloseable {

  /**
   * Opens a video file or a sequence of images.
   *
   * @param input a file in any format that FFmpeg knows, a folder of images, or a path such as
   *     {@code frames/%04d.png}
   * @param imageRate images a second of a sequence; files know theirs
   * @param range what of it is read
   * @return the caller's to close
   * @throws IOException if it is no video, or cannot be read
   */
  static FrameSource open(Path input, Ratio imageRate, TimeRange range) throws IOException {
    return ImageSequence.isSequence(input)
        ? new ImageSequence(input, imageRate, range)
        : new VideoReader(input, range);
  }

  /** {@return what is known before the frames are read} */
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
   * @return upright images spread over the video, fewer where they cannot be reached
   * @throws IOException if the source cannot be read
   */
  List<RgbImage> sample(int most) throws IOException;

  /**
   * Why the frames ended before the end that was announced.
   *
   * @return a sentence for users; null if they did not
   */
  @Nullable String endedEarly();

  /** {@return when the frame read last ends: ticks of the time base; 0 where that is not known} */
  default long end() {
    return 0;
  }

  /**
   * {@return how much was damaged and left out so far: frames or packets of the video that could
   * not be decoded}
   */
  default long damaged() {
    return 0;
  }

  /** Ends what waits for the source; from any thread. No more frames come then. */
  default void interrupt() {}

  /** Releases everything; safe to call twice. */
  @Override
  void close();
}
