package io.github.gradcam.cli;

import io.github.gradcam.cli.console.Console;
import io.github.gradcam.cli.console.Messages;
import io.github.gradcam.cli.console.Plural;
import io.github.gradcam.cli.console.Progress;
import io.github.gradcam.cli.option.VideoInput;
import io.github.gradcam.flow.Pipeline;
import io.github.gradcam.flow.StageReport;
import io.github.gradcam.video.ExplainedFrame;
import io.github.gradcam.video.VideoPipeline;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is written of a video: the video itself, a record of each frame, and a timeline. */
final class VideoOutput implements Pipeline.Sink<ExplainedFrame>, AutoCloseable {

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
  List<StageReport> write(VideoPipeline pipeline) throws IOException {
    try {
      return pipeline.run(this);
    } catch (IOException e) {
      endAsItIs(e);
      throw playable(e);
    } catch (RuntimeException | Error e) {
      endAsItIs(e);
      throw e;
    }
  }

  /** After a failure: in good order, as far as that can be. */
  private void endAsItIs(Throwable reason) {
    progress.close();
    if (!writer.failed() && frames > 0) {
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
  private IOException playable(IOException e) throws IOException {
    long playable = writer.playable();
    if (playable == 0) {
      delete();
      return e;
    }
    String words = "%s; the first %s can be played in %s";
    return new IOException(words.formatted(Messages.of(e), Plural.of(playable, "frame"), file), e);
  }

  @Override
  public void accept(ExplainedFrame frame) throws IOException {
    writer.write(frame.picture(), frame.frame().timestamp());
    records.add(frame.frame().number(), frame.frame().seconds(), frame.answer());
    frames++;
    progress.step(1);
  }

  /** How many frames were written. */
  long frames() {
    return frames;
  }

  /**
   * Ends the files in good order.
   *
   * @param whole whether the source came to its end
   * @param end when the last frame ends, ticks; 0 where that is not known
   * @throws IOException if there was no frame, or the end cannot be written
   */
  void finish(boolean whole, long end) throws IOException {
    progress.close();
    if (frames == 0) {
      delete();
      throw new IOException(
          "Expected frames in that part of the video, found none; check --from and --to");
    }
    try {
      writer.finish(whole, end);
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
