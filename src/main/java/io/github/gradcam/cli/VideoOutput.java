package io.github.gradcam.cli;

import io.github.gradcam.video.ExplainedFrame;
import io.github.gradcam.video.FrameSink;
import io.github.gradcam.video.PipelineTimes;
import io.github.gradcam.video.TimeRange;
import io.github.gradcam.video.VideoFormat;
import io.github.gradcam.video.VideoPipeline;
import io.github.gradcam.video.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is written of a video: the video itself, a record of each frame, and a timeline. */
final class VideoOutput implements FrameSink, AutoCloseable {

  private final Path file;
  private final VideoWriter writer;
  private final Progress progress;
  private long frames;

  VideoOutput(
      Console console, Path file, Path source, TimeRange range, boolean silent, VideoFormat format)
      throws IOException {
    this.file = file;
    this.writer =
        silent
            ? new VideoWriter(file, format)
            : VideoWriter.withSoundOf(source, range, file, format);
    this.progress = console.progress("Explaining", expected(format, range), "frames");
  }

  private static long expected(VideoFormat format, TimeRange range) {
    double rate = format.frameRate().value();
    double end = Math.min(range.to(), format.seconds());
    return Math.max(0, Math.min(format.frames(), Math.round((end - range.from()) * rate)));
  }

  /** Runs a pipeline; what was written before a failure can be played. */
  PipelineTimes write(VideoPipeline pipeline) throws IOException {
    try {
      return pipeline.run(this);
    } catch (IOException e) {
      throw frames == 0
          ? e
          : new IOException(
              "%s; the first %d frames are in %s".formatted(Messages.of(e), frames, file), e);
    }
  }

  @Override
  public void accept(ExplainedFrame frame) throws IOException {
    writer.write(frame.picture(), frame.frame().timestamp());
    frames++;
    progress.step(1);
  }

  /** Ends the video in good order. */
  void finish(boolean whole) throws IOException {
    progress.close();
    if (frames == 0) {
      writer.close();
      Files.deleteIfExists(file);
      throw new IOException("Expected frames, found none; check --from and --to, and the file");
    }
    writer.finish(whole);
  }

  @Override
  public void close() {
    progress.close();
    writer.close();
  }
}
