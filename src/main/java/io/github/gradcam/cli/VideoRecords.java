package io.github.gradcam.cli;

import io.github.gradcam.batch.gallery.ExplanationWords;
import io.github.gradcam.report.FrameRecord;
import io.github.gradcam.report.JsonLines;
import io.github.gradcam.report.plot.TimelinePlot;
import io.github.gradcam.video.FrameAnswer;
import io.github.gradcam.video.Timeline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What stands beside a video: a line of JSON a frame, and the classes over time as an image. */
final class VideoRecords implements AutoCloseable {

  private final Path file;
  private final Path picture;
  private final String title;
  private final ExplanationWords words;
  private final JsonLines lines;
  private final Timeline timeline = new Timeline();

  /**
   * Begins new files beside a video.
   *
   * @param video its extension is replaced
   * @param title of the image
   * @param labels of the classes
   * @throws IOException if they cannot be written
   */
  VideoRecords(Path video, String title, List<String> labels) throws IOException {
    this.picture = beside(video, ".timeline.png");
    this.title = title;
    this.words = new ExplanationWords(labels);
    this.file = beside(video, ".jsonl");
    Files.deleteIfExists(file);
    this.lines = JsonLines.append(file);
  }

  private static Path beside(Path video, String extension) {
    String name = String.valueOf(video.getFileName());
    return video.resolveSibling(name.substring(0, name.lastIndexOf('.')) + extension);
  }

  void add(long frame, double seconds, FrameAnswer answer) throws IOException {
    timeline.add(seconds, answer);
    lines.write(
        new FrameRecord(
            frame,
            seconds,
            words.probability(answer.classIndex(), answer.probability()),
            words.likeliest(answer.probabilities()),
            answer.energy(),
            answer.diagnosis().text(),
            answer.explained(),
            answer.cut()));
  }

  /** Draws the timeline of the frames so far. */
  void draw() throws IOException {
    List<TimelinePlot.Series> series =
        timeline.classes().stream()
            .map(
                index ->
                    new TimelinePlot.Series(
                        index, words.labels().get(index), timeline.probabilities(index)))
            .toList();
    TimelinePlot.write(picture, title, timeline.seconds(), series, timeline.cuts());
  }

  /** Closes and deletes what was written. */
  void delete() throws IOException {
    close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
