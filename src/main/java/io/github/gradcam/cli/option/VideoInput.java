package io.github.gradcam.cli.option;

import io.github.gradcam.video.media.FrameSource;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.TimeRange;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What a video is made of.
 *
 * @param path a video, or a sequence of images
 * @param range what of it is taken
 * @param imageRate images a second of a sequence
 * @param sound whether its sound is taken too
 */
public record VideoInput(Path path, TimeRange range, Ratio imageRate, boolean sound) {

  /** Opens the frames, the caller's to close. */
  public FrameSource open() throws IOException {
    return FrameSource.open(path, imageRate, range);
  }

  /** Begins a video with this one's sound, the caller's to close. */
  public VideoWriter writer(Path file, VideoFormat format) throws IOException {
    return VideoWriter.replacing(file, format, path, range, sound);
  }

  /** How many frames the range has, about; 0 where that is not known. */
  public long frames(VideoFormat format) {
    double end = Math.min(range.to(), format.seconds());
    long inRange = Math.round((end - range.from()) * format.frameRate().value());
    return Math.max(0, Math.min(format.frames(), inRange));
  }
}
