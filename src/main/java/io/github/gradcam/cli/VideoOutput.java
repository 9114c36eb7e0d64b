package io.github.gradcam.cli;

import io.github.gradcam.video.ExplainedFrame;
import io.github.gradcam.video.FrameSink;
import io.github.gradcam.video.PipelineTimes;
import io.github.gradcam.video.VideoFormat;
import io.github.gradcam.video.VideoPipeline;
import io.github.gradcam.video.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is written of a video: the video itself, a record of each frame, and a timeline. */
final class VideoOutput implements FrameSink, AutoCloseable {

  private final Path file;
  private final VideoWriter writer;
  private final VideoRecords records;
  private final Progress progress;
  private long frames;

  /**
   * Begins the files.
   *
   * @param console for the progress
   * @param file the video to write
   * @param input where the frames come from
   * @param format of the frames that are written
   * @param labels of the classes
   * @throws IOException if a file cannot be written
   */
  VideoOutput(Console console, Path file, VideoInput input, VideoFormat format, List<String> labels)
      throws IOException {
    this.file = file;
    this.writer = input.writer(file, format);
    try {
      String title = "Classes in " + input.path().getFileName();
      this.records = new VideoRecords(file, title, labels);
    } catch (IOException e) {
      writer.close();
      Files.deleteIfExists(file);
      throw e;
    }
    this.progress = console.progress("Explaining", input.frames(format), "frames");
  }

  /** Runs a pipeline; what came before a failure stays, and can be played. */
  PipelineTimes write(VideoPipeline pipeline) throws IOException {
    try {
      return pipeline.run(this);
    } catch (IOException e) {
      progress.close();
      if (frames == 0) {
        delete();
        throw e;
      }
      endAsItIs(e);
      throw playable(e);
    }
  }

  /** After a failure: in good order, as far as that can be. */
  private void endAsItIs(IOException reason) {
    if (!writer.failed()) {
      try {
        writer.finish(false);
        records.draw();
      } catch (IOException e) {
        reason.addSuppressed(e);
      }
    }
  }

  private void delete() throws IOException {
    writer.close();
    Files.deleteIfExists(file);
    records.delete();
  }

  /** A failure, and what there is nevertheless. */
  private IOException playable(IOException e) {
    String words = "%s; the first %d frames can be played in %s";
    return new IOException(words.formatted(Messages.of(e), writer.playable(), file), e);
  }

  @Override
  public void accept(ExplainedFrame frame) throws IOException {
    writer.write(frame.picture(), frame.frame().timestamp());
    records.add(frame.frame().number(), frame.frame().seconds(), frame.answer());
    frames++;
    progress.step(1);
  }

  /**
   * Ends the files in good order.
   *
   * @param whole whether the source came to its end
   * @throws IOException if there was no frame, or the end cannot be written
   */
  void finish(boolean whole) throws IOException {
    progress.close();
    if (frames == 0) {
      delete();
      throw new IOException(
          "Expected frames in that part of the video, found none; check --from and --to");
    }
    try {
      writer.finish(whole);
    } catch (IOException e) {
      throw playable(e);
    }
    records.draw();
  }

  @Override
  public void close() throws IOException {
    progress.close();
    writer.close();
    records.close();
  }
}
