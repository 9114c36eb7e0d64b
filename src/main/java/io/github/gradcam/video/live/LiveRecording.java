package io.github.gradcam.video.live;

import io.github.gradcam.image.QuarterTurn;
import io.github.gradcam.image.RgbImage;
import io.github.gradcam.video.media.Ratio;
import io.github.gradcam.video.media.VideoFormat;
import io.github.gradcam.video.media.VideoWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A video file of a live view, whose images come when they come. */
public final class LiveRecording implements LiveSink {

  private static final Ratio SQUARE = new Ratio(1, 1);

  /**
   * What the encoder reckons with: how many images make the two seconds after which a new fragment
   * begins, which is what a killed process loses. Each image has its own time.
   */
  private static final Ratio USUAL_RATE = new Ratio(15, 1);

  /** Kinds that are written as they come; an animated image is held in memory to its end. */
  private static final List<String> KINDS = List.of(".mp4", ".mov", ".mkv");

  private final VideoWriter writer;
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
   * @return makes the file when the first image is known
   * @throws IllegalArgumentException if the extension is none of videos
   */
  public static LiveSink.Opener in(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (KINDS.stream().noneMatch(name::endsWith)) {
      throw new IllegalArgumentException(
          "Expected a video file of the kind .mp4, .mov or .mkv to record, found '%s'"
              .formatted(file));
    }
    return (width, height) -> new LiveRecording(file, width, height);
  }

  @Override
  public void write(RgbImage picture, long microseconds) throws IOException {
    writer.write(picture, microseconds);
  }

  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try (writer) {
      if (!writer.failed()) {
        writer.finish(true);
      }
    }
  }
}
