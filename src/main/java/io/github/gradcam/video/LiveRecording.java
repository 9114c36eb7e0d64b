package io.github.gradcam.video;

import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.RgbImage;
import java.io.IOException;
import java.nio.file.Path;

/** A video file of a live view, whose pictures come when they come. */
public final class LiveRecording implements LiveSink {

  private static final Ratio SQUARE = new Ratio(1, 1);

  /**
   * What the encoder reckons with: how many pictures make the two seconds after which a new
   * fragment begins, which is what a killed process loses. Each picture has its own time.
   */
  private static final Ratio USUAL_RATE = new Ratio(15, 1);

  private final VideoWriter writer;
  private boolean failed;
  private boolean closed;

  private LiveRecording(Path file, int width, int height) throws IOException {
    writer =
        new VideoWriter(
            file,
            new VideoFormat(
                width, height, QuarterTurn.NONE, SQUARE, USUAL_RATE, Ratio.MICROSECONDS, 0, 0));
  }

  /**
   * Prepares a recording.
   *
   * @param file its extension tells its kind
   * @return makes the file when the first picture is known
   * @throws IllegalArgumentException if the extension is not known
   */
  public static LiveSink.Opener in(Path file) {
    Encoding.of(file);
    return (width, height) -> new LiveRecording(file, width, height);
  }

  @Override
  public void write(RgbImage picture, long microseconds) throws IOException {
    try {
      writer.write(picture, microseconds);
    } catch (IOException e) {
      failed = true;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (writer) {
      if (!failed) {
        writer.finish(true);
      }
    }
  }
}
